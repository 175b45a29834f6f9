-- title: Key figures
-- how counted: Events that are only planned, were called off, or are counted within another record stay
--   out. The least takes only events whose year is beyond doubt; the best also those of an approximate
--   or doubtful date within the year, and puts what lasted over the turn of a year into the year in
--   which it began; the most takes every event that may belong to the year. Documents are added up as
--   their records count them: a bundle of seven is seven, and a document that a bundle counts is not
--   counted again; the best takes those whose date lies within the year. A region belongs to an event if
--   it, or a city in it, took part or was its place. A number shows what the records hold, not what
--   happened: what nobody has entered is not counted.
-- columns:
--   position     integer  Order of the figures.
--   figure       text     What is counted, for several.
--   one          text     What is counted, for one.
--   anchor       text     The part of the report that tells more.
--   min          integer  The least it can be.
--   best         integer  The best reading; absent where a record gives none.
--   max          integer  The most it can be; absent where a record gives no upper bound.
--   before_min   integer  The least of the year before.
--   before_best  integer  The best reading of the year before.
--   before_max   integer  The most of the year before.
WITH years AS (
  SELECT report.year, 0 AS ago FROM report
  UNION ALL
  SELECT report.year - 1, 1 FROM report
),
dated AS (
  SELECT
    events.id, events.kind, events.when_precision,
    year(coalesce(events.when_earliest, events.when_latest)) AS first_year,
    year(coalesce(events.when_latest, events.when_earliest)) AS last_year,
    events.when_earliest IS NOT NULL AND events.when_latest IS NOT NULL AND NOT events.when_uncertain
      AND NOT (events.when_approximate
        AND events.when_precision NOT IN ('day', 'month', 'season', 'quarter', 'half')) AS sure,
    coalesce(memoranda.count_min, 1) AS least,
    memoranda.count_best AS likeliest,
    memoranda.count_max AS most
  FROM events
  LEFT JOIN memoranda ON memoranda.id = events.id
  WHERE events.recommended
),
possible AS (
  SELECT
    years.ago, dated.id, dated.kind, dated.likeliest, dated.most,
    CASE WHEN dated.least < 1 THEN 1 ELSE dated.least END AS least,
    CASE WHEN dated.sure AND dated.first_year = dated.last_year THEN 1 ELSE 0 END AS certain,
    CASE WHEN dated.first_year = dated.last_year
      OR (dated.kind <> 'memoranda' AND dated.when_precision = 'interval' AND years.year = dated.first_year)
      THEN 1 ELSE 0 END AS likely
  FROM years
  JOIN dated ON years.year BETWEEN dated.first_year AND dated.last_year
),
regions AS (
  SELECT
    here.id AS place, here.country,
    CASE
      WHEN here.kind = 'region' THEN here.id
      WHEN above.kind = 'region' THEN above.id
      WHEN higher.kind = 'region' THEN higher.id
    END AS region
  FROM places AS here
  LEFT JOIN places AS above ON above.id = here.parent_id
  LEFT JOIN places AS higher ON higher.id = above.parent_id
),
things AS (
  SELECT
    CASE possible.kind WHEN 'delegations' THEN 1 WHEN 'forums' THEN 2 ELSE 4 END AS position,
    possible.ago, possible.id AS thing, possible.certain, possible.likely
  FROM possible
  WHERE possible.kind IN ('delegations', 'forums', 'commitments')
  UNION ALL
  SELECT
    CASE regions.country WHEN 'RU' THEN 5 ELSE 6 END,
    possible.ago, regions.region, possible.certain, possible.likely
  FROM possible
  JOIN links ON links.from_id = possible.id AND links.role = 'place'
  JOIN regions ON regions.place = links.to_id AND regions.country IN ('RU', 'CN')
  WHERE regions.region IS NOT NULL
  UNION ALL
  SELECT 7, possible.ago, links.to_id, possible.certain, possible.likely
  FROM possible
  JOIN links ON links.from_id = possible.id AND links.role = 'party' AND links.to_kind = 'organizations'
  UNION ALL
  SELECT 8, possible.ago, citations.source_id, possible.certain, possible.likely
  FROM possible
  JOIN citations ON citations.record_id = possible.id
),
counted AS (
  SELECT
    position, ago,
    count(DISTINCT CASE WHEN certain = 1 THEN thing END) AS min,
    count(DISTINCT CASE WHEN likely = 1 THEN thing END) AS best,
    count(DISTINCT thing) AS max
  FROM things
  GROUP BY position, ago
  UNION ALL
  SELECT
    3, ago,
    sum(CASE WHEN certain = 1 THEN least ELSE 0 END),
    CASE WHEN sum(CASE WHEN likely = 1 AND likeliest IS NULL THEN 1 ELSE 0 END) = 0
      THEN sum(CASE WHEN likely = 1 THEN likeliest ELSE 0 END) END,
    CASE WHEN count(most) = count(*) THEN sum(most) END
  FROM possible
  WHERE kind = 'memoranda'
  GROUP BY ago
),
names AS (
  SELECT 1 AS position, 'Delegations' AS figure, 'Delegation' AS one, 'delegations' AS anchor
  UNION ALL SELECT 2, 'Forums and gatherings', 'Forum or gathering', 'forums'
  UNION ALL SELECT 3, 'Memoranda and other documents', 'Memorandum or other document', 'memoranda'
  UNION ALL SELECT 4, 'Promises made', 'Promise made', 'promises'
  UNION ALL SELECT 5, 'Russian regions', 'Russian region', 'regions'
  UNION ALL SELECT 6, 'Chinese provinces', 'Chinese province', 'regions'
  UNION ALL SELECT 7, 'Organizations', 'Organization', 'organizations'
  UNION ALL SELECT 8, 'Sources', 'Source', 'sources'
)
SELECT
  names.position,
  names.figure,
  names.one,
  names.anchor,
  CASE WHEN now.position IS NULL THEN 0 ELSE now.min END AS min,
  CASE WHEN now.position IS NULL THEN 0 ELSE now.best END AS best,
  CASE WHEN now.position IS NULL THEN 0 ELSE now.max END AS max,
  CASE WHEN before.position IS NULL THEN 0 ELSE before.min END AS before_min,
  CASE WHEN before.position IS NULL THEN 0 ELSE before.best END AS before_best,
  CASE WHEN before.position IS NULL THEN 0 ELSE before.max END AS before_max
FROM names
LEFT JOIN counted AS now ON now.position = names.position AND now.ago = 0
LEFT JOIN counted AS before ON before.position = names.position AND before.ago = 1
ORDER BY names.position
