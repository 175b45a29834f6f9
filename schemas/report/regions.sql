-- title: Russian regions and Chinese provinces
-- how counted: An event belongs to a region if the region, or a place in it, took part or if the event was
--   held there. It counts once for each region that belongs to it, so the rows must not be added up. The
--   columns by kind count by the best reading of the year; a bundle of documents is one record. Ranges, and what stays out, are as in the key
--   figures.
-- columns:
--   country      text     RU or CN.
--   region       text     Id of the region.
--   name_en      text     Its name in English.
--   name_ru      text     Its name in Russian.
--   name_zh      text     Its name in Chinese.
--   delegations  integer  Delegations.
--   forums       integer  Forums and gatherings.
--   documents    integer  Records of documents.
--   promises     integer  Promises.
--   min          integer  The least number of events of all kinds.
--   best         integer  The best reading.
--   max          integer  The most.
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
regions AS (
  SELECT
    here.id AS place,
    CASE
      WHEN here.kind = 'region' THEN here.id
      WHEN above.kind = 'region' THEN above.id
      WHEN higher.kind = 'region' THEN higher.id
    END AS region
  FROM places AS here
  LEFT JOIN places AS above ON above.id = here.parent_id
  LEFT JOIN places AS higher ON higher.id = above.parent_id
),
belongs AS (
  SELECT DISTINCT possible.id, possible.kind, possible.certain, possible.likely, regions.region
  FROM possible
  JOIN links ON links.from_id = possible.id AND links.role = 'place'
  JOIN regions ON regions.place = links.to_id
  WHERE regions.region IS NOT NULL
)
SELECT
  places.country,
  belongs.region,
  places.name_en,
  places.name_ru,
  places.name_zh,
  sum(CASE WHEN belongs.kind = 'delegations' THEN belongs.likely ELSE 0 END) AS delegations,
  sum(CASE WHEN belongs.kind = 'forums' THEN belongs.likely ELSE 0 END) AS forums,
  sum(CASE WHEN belongs.kind = 'memoranda' THEN belongs.likely ELSE 0 END) AS documents,
  sum(CASE WHEN belongs.kind = 'commitments' THEN belongs.likely ELSE 0 END) AS promises,
  sum(belongs.certain) AS min,
  sum(belongs.likely) AS best,
  count(*) AS max
FROM belongs
JOIN places ON places.id = belongs.region
WHERE places.country IN ('RU', 'CN')
GROUP BY places.country, belongs.region, places.name_en, places.name_ru, places.name_zh
ORDER BY places.country DESC, best DESC, max DESC, belongs.region
