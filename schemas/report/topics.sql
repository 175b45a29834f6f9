-- title: What it was about
-- how counted: An event counts once for each of its topics, so the rows must not be added up. Ranges, and what stays out, are as in the key
--   figures.
-- columns:
--   topic_en     text     The topic in English.
--   topic_ru     text     The topic in Russian.
--   topic_zh     text     The topic in Chinese.
--   min          integer  The least number of events.
--   best         integer  The best reading.
--   max          integer  The most.
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
    id, kind, direction, when_precision,
    year(coalesce(when_earliest, when_latest)) AS first_year,
    year(coalesce(when_latest, when_earliest)) AS last_year,
    when_earliest IS NOT NULL AND when_latest IS NOT NULL AND NOT when_uncertain
      AND NOT (when_approximate AND when_precision NOT IN ('day', 'month', 'season', 'quarter', 'half')) AS sure
  FROM events
  WHERE recommended
),
possible AS (
  SELECT
    years.ago, dated.id, dated.kind, dated.direction,
    CASE WHEN dated.sure AND dated.first_year = dated.last_year THEN 1 ELSE 0 END AS certain,
    CASE WHEN dated.first_year = dated.last_year
      OR (dated.when_precision = 'interval' AND years.year = dated.first_year) THEN 1 ELSE 0 END AS likely
  FROM years
  JOIN dated ON years.year BETWEEN dated.first_year AND dated.last_year
),
topics AS (
  SELECT delegations_id AS event, value AS topic FROM delegations_topics
  UNION
  SELECT forums_id AS event, value AS topic FROM forums_topics
  UNION
  SELECT memoranda_id AS event, value AS topic FROM memoranda_topics
  UNION
  SELECT commitments_id AS event, value AS topic FROM commitments_topics
)
SELECT
  vocabularies.label_en AS topic_en,
  vocabularies.label_ru AS topic_ru,
  vocabularies.label_zh AS topic_zh,
  sum(CASE WHEN possible.ago = 0 THEN possible.certain ELSE 0 END) AS min,
  sum(CASE WHEN possible.ago = 0 THEN possible.likely ELSE 0 END) AS best,
  sum(CASE WHEN possible.ago = 0 THEN 1 ELSE 0 END) AS max,
  sum(CASE WHEN possible.ago = 1 THEN possible.certain ELSE 0 END) AS before_min,
  sum(CASE WHEN possible.ago = 1 THEN possible.likely ELSE 0 END) AS before_best,
  sum(CASE WHEN possible.ago = 1 THEN 1 ELSE 0 END) AS before_max
FROM possible
JOIN topics ON topics.event = possible.id
LEFT JOIN vocabularies
  ON vocabularies.kind = 'delegations' AND vocabularies.field = 'topics' AND vocabularies.word = topics.topic
GROUP BY topics.topic, vocabularies.label_en, vocabularies.label_ru, vocabularies.label_zh
ORDER BY best DESC, max DESC, before_best DESC, topics.topic
