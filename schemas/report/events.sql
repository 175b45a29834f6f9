-- title: The year, day by day
-- how counted: Every delegation, gathering and document on record that belongs or may belong to the year,
--   in the order of the first day that its date allows. Dates are as exact as the sources and no more. A
--   mark shows what is not counted in the figures: what was only planned or announced, was called off,
--   or is counted within another record. A document that is not signed stands where signing is expected.
-- columns:
--   event         text     Id of the record.
--   kind          text     Kind of the record.
--   noun          text     What it is, in English.
--   title_en      text     What it is called in English.
--   title_ru      text     What it is called in Russian.
--   title_zh      text     What it is called in Chinese.
--   summary_en    text     What happened, in English.
--   date          text     When, in EDTF.
--   belongs       text     How surely it belongs to the year: certain, likely or possible.
--   status        text     Its status.
--   status_en     text     The English label of the status.
--   counted       boolean  Whether the figures count it.
--   within        text     Id of the record that counts it, where one does.
--   direction_en  text     Which way the group travelled, for delegations.
--   file          text     The file of the record.
--   line          integer  The line where it begins.
WITH dated AS (
  SELECT
    events.*,
    coalesce(events.when_edtf, memoranda.expected_edtf) AS date,
    coalesce(events.when_earliest, memoranda.expected_earliest) AS earliest,
    coalesce(events.when_latest, memoranda.expected_latest) AS latest,
    coalesce(events.when_precision, memoranda.expected_precision) AS exactness,
    coalesce(events.when_approximate, memoranda.expected_approximate, false) AS approximate,
    coalesce(events.when_uncertain, memoranda.expected_uncertain, false) AS uncertain,
    coalesce(delegations.summary_en, forums.summary_en, memoranda.summary_en) AS summary_en
  FROM events
  LEFT JOIN delegations ON delegations.id = events.id
  LEFT JOIN forums ON forums.id = events.id
  LEFT JOIN memoranda ON memoranda.id = events.id
  WHERE events.kind IN ('delegations', 'forums', 'memoranda')
),
placed AS (
  SELECT
    dated.*,
    year(coalesce(earliest, latest)) AS first_year,
    year(coalesce(latest, earliest)) AS last_year,
    earliest IS NOT NULL AND latest IS NOT NULL AND NOT uncertain
      AND NOT (approximate AND exactness NOT IN ('day', 'month', 'season', 'quarter', 'half')) AS sure
  FROM dated
)
SELECT
  placed.id AS event,
  placed.kind,
  CASE placed.kind WHEN 'delegations' THEN 'delegation' WHEN 'forums' THEN 'gathering' ELSE 'document' END AS noun,
  placed.title_en,
  placed.title_ru,
  placed.title_zh,
  placed.summary_en,
  placed.date,
  CASE
    WHEN placed.sure AND placed.first_year = placed.last_year THEN 'certain'
    WHEN placed.first_year = placed.last_year
      OR (placed.exactness = 'interval' AND report.year = placed.first_year) THEN 'likely'
    ELSE 'possible'
  END AS belongs,
  placed.status,
  states.label_en AS status_en,
  placed.recommended AS counted,
  placed.counted_in_id AS within,
  directions.label_en AS direction_en,
  placed.file,
  placed.line
FROM placed
JOIN report ON report.year BETWEEN placed.first_year AND placed.last_year
LEFT JOIN vocabularies AS states
  ON states.kind = placed.kind AND states.field = 'status' AND states.word = placed.status
LEFT JOIN vocabularies AS directions
  ON directions.kind = placed.kind AND directions.field = 'direction' AND directions.word = placed.direction
ORDER BY coalesce(placed.earliest, placed.latest), coalesce(placed.latest, placed.earliest), placed.kind, placed.id
