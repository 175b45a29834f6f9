-- title: What the report does not know
-- how counted: Each line counts the events, documents and promises of the year, by the best reading or as
--   ones that may belong to it, of which something is not known, and names them. A line with none has no row.
--   What was only planned or was called off, or is counted within another record, is looked at only where
--   a line says so.
-- columns:
--   position  integer  Order of the lines.
--   gap       text     What is not known.
--   event     text     Id of the event.
--   title_en  text     What it is called in English.
--   title_ru  text     What it is called in Russian.
--   title_zh  text     What it is called in Chinese.
--   date      text     When, in EDTF.
--   detail    text     What the record says instead.
--   quantity  text     How many, as the record has it.
--   file      text     The file of the record.
--   line      integer  The line where it begins.
WITH dated AS (
  SELECT
    events.*,
    year(coalesce(when_earliest, when_latest)) AS first_year,
    year(coalesce(when_latest, when_earliest)) AS last_year
  FROM events
),
of_the_year AS (
  SELECT dated.*
  FROM dated
  JOIN report ON report.year BETWEEN dated.first_year AND dated.last_year
),
cited AS (
  SELECT
    citations.record_id,
    max(CASE WHEN sources.side IN ('russian', 'joint') THEN 1 ELSE 0 END) AS russian,
    max(CASE WHEN sources.side IN ('chinese', 'joint') THEN 1 ELSE 0 END) AS chinese
  FROM citations
  JOIN sources ON sources.id = citations.source_id
  GROUP BY citations.record_id
),
sited AS (
  SELECT DISTINCT from_id FROM links WHERE field = 'places'
),
parts AS (
  SELECT part_of_id AS bundle, count(*) AS named FROM memoranda GROUP BY part_of_id
),
gaps AS (
  SELECT 1 AS position, id, when_edtf AS detail, NULL AS quantity
  FROM of_the_year
  WHERE recommended AND (when_approximate OR when_uncertain OR when_earliest IS NULL OR when_latest IS NULL
    OR when_precision NOT IN ('day', 'interval'))
  UNION ALL
  SELECT 2, id, when_edtf, NULL
  FROM of_the_year
  WHERE recommended AND first_year < last_year
  UNION ALL
  SELECT 3, of_the_year.id, NULL, NULL
  FROM of_the_year
  LEFT JOIN cited ON cited.record_id = of_the_year.id
  WHERE of_the_year.recommended AND coalesce(cited.chinese, 0) = 0
  UNION ALL
  SELECT 4, of_the_year.id, NULL, NULL
  FROM of_the_year
  LEFT JOIN cited ON cited.record_id = of_the_year.id
  WHERE of_the_year.recommended AND coalesce(cited.russian, 0) = 0
  UNION ALL
  SELECT 5, of_the_year.id, NULL, NULL
  FROM of_the_year
  LEFT JOIN sited ON sited.from_id = of_the_year.id
  WHERE of_the_year.recommended AND sited.from_id IS NULL
  UNION ALL
  SELECT 6, memoranda.id, 'on record by name: ' || coalesce(parts.named, 0) || ' of', memoranda.count_text
  FROM of_the_year
  JOIN memoranda ON memoranda.id = of_the_year.id
  LEFT JOIN parts ON parts.bundle = memoranda.id
  WHERE memoranda.recommended
    AND (memoranda.count_max IS NULL OR memoranda.count_max > 1)
    AND (memoranda.count_best IS NULL OR memoranda.count_best > coalesce(parts.named, 0))
  UNION ALL
  SELECT 7, delegations.id, 'meetings:', delegations.meetings_text
  FROM of_the_year
  JOIN delegations ON delegations.id = of_the_year.id
  WHERE delegations.recommended AND delegations.meetings_text IS NOT NULL AND delegations.meetings_best IS NULL
  UNION ALL
  SELECT 7, forums.id, 'attendance:', forums.attendance_text
  FROM of_the_year
  JOIN forums ON forums.id = of_the_year.id
  WHERE forums.recommended AND forums.attendance_text IS NOT NULL AND forums.attendance_best IS NULL
  UNION ALL
  SELECT 7, memoranda.id, 'documents:', memoranda.count_text
  FROM of_the_year
  JOIN memoranda ON memoranda.id = of_the_year.id
  WHERE memoranda.recommended AND memoranda.count_best IS NULL
  UNION ALL
  SELECT 8, id, status, NULL
  FROM of_the_year
  CROSS JOIN dataset
  WHERE status IN ('planned', 'unconfirmed') AND when_latest < dataset.as_of
  UNION ALL
  SELECT 9, id, when_edtf, NULL
  FROM dated
  WHERE recommended AND first_year IS NULL
),
names AS (
  SELECT 1 AS position, 'The day is not known' AS gap
  UNION ALL SELECT 2, 'It may belong to another year'
  UNION ALL SELECT 3, 'No Chinese source is on record'
  UNION ALL SELECT 4, 'No Russian source is on record'
  UNION ALL SELECT 5, 'No place is named'
  UNION ALL SELECT 6, 'Not all documents of a bundle are on record by name'
  UNION ALL SELECT 7, 'A number is only a bound or a word'
  UNION ALL SELECT 8, 'It was planned, its day has passed, and no source says that it took place'
  UNION ALL SELECT 9, 'The year is not known, so that it is in no report'
)
SELECT
  gaps.position,
  names.gap,
  events.id AS event,
  events.title_en,
  events.title_ru,
  events.title_zh,
  events.when_edtf AS date,
  gaps.detail,
  gaps.quantity,
  events.file,
  events.line
FROM gaps
JOIN names ON names.position = gaps.position
JOIN events ON events.id = gaps.id
ORDER BY gaps.position, coalesce(events.when_earliest, events.when_latest) NULLS LAST, events.id, gaps.detail
