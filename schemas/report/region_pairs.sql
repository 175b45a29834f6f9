-- title: Which region with which province
-- how counted: An event counts for each pair of a Russian region and a Chinese province that both belong to
--   it, so the rows must not be added up; a delegation of one region to four provinces stands in four
--   rows. Ranges, and what stays out, are as in the key
--   figures.
-- columns:
--   russian     text     Id of the Russian region.
--   russian_en  text     Its name in English.
--   russian_ru  text     Its name in Russian.
--   chinese     text     Id of the Chinese province.
--   chinese_en  text     Its name in English.
--   chinese_zh  text     Its name in Chinese.
--   min         integer  The least number of events.
--   best        integer  The best reading.
--   max         integer  The most.
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
  SELECT DISTINCT
    possible.id, possible.certain, possible.likely,
    places.id AS region, places.country, places.name_en, places.name_ru, places.name_zh
  FROM possible
  JOIN links ON links.from_id = possible.id AND links.role = 'place'
  JOIN regions ON regions.place = links.to_id
  JOIN places ON places.id = regions.region
)
SELECT
  russian.region AS russian,
  russian.name_en AS russian_en,
  russian.name_ru AS russian_ru,
  chinese.region AS chinese,
  chinese.name_en AS chinese_en,
  chinese.name_zh AS chinese_zh,
  sum(russian.certain) AS min,
  sum(russian.likely) AS best,
  count(*) AS max
FROM belongs AS russian
JOIN belongs AS chinese ON chinese.id = russian.id AND chinese.country = 'CN'
WHERE russian.country = 'RU'
GROUP BY russian.region, russian.name_en, russian.name_ru, chinese.region, chinese.name_en, chinese.name_zh
ORDER BY best DESC, max DESC, russian.region, chinese.region
