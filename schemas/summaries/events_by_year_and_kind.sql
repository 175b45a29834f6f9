-- title: Events by year and kind
-- how counted: One record is one event; a bundle of seven memoranda is one. Events that are only
--   planned, were called off, or are counted within another record stay out of the three counts and
--   stand under `left_out`. The year is that of the event's date. `events_min` takes only events whose
--   year is beyond doubt; `events_best` also those of an approximate or doubtful date within one year,
--   and puts what lasted over the turn of a year into the year in which it began; `events_max` takes
--   every event that may belong to the year. A row without a year counts events of which no source
--   gives one.
-- columns:
--   year         integer  Calendar year; absent where it is unknown.
--   kind         text     Kind of the records, as in the table `events`.
--   events_min   integer  Events that certainly belong to the year.
--   events_best  integer  Events that by the best reading belong to the year.
--   events_max   integer  Events that may belong to the year.
--   left_out     integer  Records of the kind that may belong to the year and are not counted.
WITH dated AS (
  SELECT
    kind, recommended, when_precision,
    year(coalesce(when_earliest, when_latest)) AS first_year,
    year(coalesce(when_latest, when_earliest)) AS last_year,
    when_earliest IS NOT NULL AND when_latest IS NOT NULL AND NOT when_uncertain
      AND NOT (when_approximate AND when_precision NOT IN ('day', 'month', 'season', 'quarter', 'half')) AS sure
  FROM events
),
years AS (
  SELECT first_year AS year FROM dated WHERE first_year IS NOT NULL
  UNION
  SELECT last_year AS year FROM dated WHERE last_year IS NOT NULL
),
possible AS (
  SELECT years.year, dated.*
  FROM dated
  LEFT JOIN years ON years.year BETWEEN dated.first_year AND dated.last_year
)
SELECT
  year,
  kind,
  sum(CASE WHEN recommended AND (year IS NULL OR (sure AND first_year = last_year)) THEN 1 ELSE 0 END) AS events_min,
  sum(CASE WHEN recommended AND (year IS NULL OR first_year = last_year
    OR (when_precision = 'interval' AND year = first_year)) THEN 1 ELSE 0 END) AS events_best,
  sum(CASE WHEN recommended THEN 1 ELSE 0 END) AS events_max,
  sum(CASE WHEN recommended THEN 0 ELSE 1 END) AS left_out
FROM possible
GROUP BY year, kind
ORDER BY year NULLS LAST, kind
