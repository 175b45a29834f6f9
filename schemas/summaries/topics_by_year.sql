-- title: Topics by year
-- how counted: An event counts once for each of its topics, so the rows must not be added up. Events
--   that are only planned, were called off, or are counted within another record stay out. The year
--   is that of the event's date. `events_min` takes only events whose year is beyond doubt;
--   `events_best` also those of an approximate or doubtful date within one year, and puts what lasted
--   over the turn of a year into the year in which it began; `events_max` takes every event that may
--   belong to the year. A row without a year counts events of which no source gives one.
-- columns:
--   year         integer  Calendar year; absent where it is unknown.
--   topic        text     The topic, a word of the vocabulary.
--   topic_en     text     Its English label.
--   events_min   integer  Events with the topic that certainly belong to the year.
--   events_best  integer  Events with the topic that by the best reading belong to the year.
--   events_max   integer  Events with the topic that may belong to the year.
WITH topics AS (
  SELECT delegations_id AS event, value AS topic FROM delegations_topics
  UNION
  SELECT forums_id AS event, value AS topic FROM forums_topics
  UNION
  SELECT memoranda_id AS event, value AS topic FROM memoranda_topics
  UNION
  SELECT commitments_id AS event, value AS topic FROM commitments_topics
),
dated AS (
  SELECT
    topics.topic, events.when_precision,
    year(coalesce(events.when_earliest, events.when_latest)) AS first_year,
    year(coalesce(events.when_latest, events.when_earliest)) AS last_year,
    events.when_earliest IS NOT NULL AND events.when_latest IS NOT NULL AND NOT events.when_uncertain
      AND NOT (events.when_approximate
        AND events.when_precision NOT IN ('day', 'month', 'season', 'quarter', 'half')) AS sure
  FROM events
  JOIN topics ON topics.event = events.id
  WHERE events.recommended
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
  possible.year,
  possible.topic,
  vocabularies.label_en AS topic_en,
  sum(CASE WHEN year IS NULL OR (sure AND first_year = last_year) THEN 1 ELSE 0 END) AS events_min,
  sum(CASE WHEN year IS NULL OR first_year = last_year
    OR (when_precision = 'interval' AND year = first_year) THEN 1 ELSE 0 END) AS events_best,
  count(*) AS events_max
FROM possible
LEFT JOIN vocabularies
  ON vocabularies.kind = 'delegations' AND vocabularies.field = 'topics' AND vocabularies.word = possible.topic
GROUP BY possible.year, possible.topic, vocabularies.label_en
ORDER BY possible.year NULLS LAST, events_max DESC, possible.topic
