-- title: Which side reported
-- how counted: A side has reported an event if one of the event's sources is published on that side; joint
--   media count for both. What is called other is the media of third countries and of international
--   organizations. Events count by the best reading of the year; a bundle of documents is one record.
--   What is only planned, was called off, or is counted within another record stays out.
-- columns:
--   reported     text     Who reported.
--   events       integer  Events of all kinds.
--   delegations  integer  Delegations.
--   forums       integer  Forums and gatherings.
--   documents    integer  Records of documents.
--   promises     integer  Promises.
WITH dated AS (
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
    dated.id, dated.kind, dated.direction,
    CASE WHEN dated.sure AND dated.first_year = dated.last_year THEN 1 ELSE 0 END AS certain,
    CASE WHEN dated.first_year = dated.last_year
      OR (dated.when_precision = 'interval' AND report.year = dated.first_year) THEN 1 ELSE 0 END AS likely
  FROM report
  JOIN dated ON report.year BETWEEN dated.first_year AND dated.last_year
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
sorted AS (
  SELECT
    possible.kind,
    CASE
      WHEN cited.russian = 1 AND cited.chinese = 1 THEN 1
      WHEN cited.russian = 1 THEN 2
      WHEN cited.chinese = 1 THEN 3
      ELSE 4
    END AS position
  FROM possible
  LEFT JOIN cited ON cited.record_id = possible.id
  WHERE possible.likely = 1
),
names AS (
  SELECT 1 AS position, 'both sides' AS reported
  UNION ALL SELECT 2, 'the Russian side, not the Chinese'
  UNION ALL SELECT 3, 'the Chinese side, not the Russian'
  UNION ALL SELECT 4, 'only others'
)
SELECT
  names.reported,
  count(sorted.kind) AS events,
  sum(CASE WHEN sorted.kind = 'delegations' THEN 1 ELSE 0 END) AS delegations,
  sum(CASE WHEN sorted.kind = 'forums' THEN 1 ELSE 0 END) AS forums,
  sum(CASE WHEN sorted.kind = 'memoranda' THEN 1 ELSE 0 END) AS documents,
  sum(CASE WHEN sorted.kind = 'commitments' THEN 1 ELSE 0 END) AS promises
FROM names
LEFT JOIN sorted ON sorted.position = names.position
GROUP BY names.position, names.reported
ORDER BY names.position
