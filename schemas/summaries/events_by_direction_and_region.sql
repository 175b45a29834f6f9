-- title: Events by direction, Russian region and Chinese province
-- how counted: An event belongs to a region if the region, or a city in it, took part or if the event
--   was or is to be held there. It is counted once for each pair of a Russian region and a Chinese
--   province that belong to it, so the rows must not be added up. A row without a region or province
--   counts events of which no source names one. Events that are only planned, were called off, or are
--   counted within another record stay out. Only delegations have a direction.
-- columns:
--   direction            text     Which way the group travelled; absent for all but delegations.
--   russian_region       text     Id of the Russian region, in the table `places`.
--   russian_region_en    text     Its English name.
--   chinese_province     text     Id of the Chinese province, in the table `places`.
--   chinese_province_en  text     Its English name.
--   events               integer  Events of the pair, of all kinds.
--   delegations          integer  Delegations among them.
--   forums               integer  Editions of forums among them.
--   memoranda            integer  Records of memoranda among them; a bundle is one.
--   commitments          integer  Commitments among them.
--   first_day            date     The first day on which one of them can have begun.
--   last_day             date     The last day on which one of them can have ended.
WITH regions AS (
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
  SELECT DISTINCT links.from_id AS event, places.id AS region, places.name_en, places.country
  FROM links
  JOIN regions ON regions.place = links.to_id
  JOIN places ON places.id = regions.region
  WHERE links.role = 'place'
)
SELECT
  events.direction,
  russian.region AS russian_region,
  russian.name_en AS russian_region_en,
  chinese.region AS chinese_province,
  chinese.name_en AS chinese_province_en,
  count(*) AS events,
  sum(CASE WHEN events.kind = 'delegations' THEN 1 ELSE 0 END) AS delegations,
  sum(CASE WHEN events.kind = 'forums' THEN 1 ELSE 0 END) AS forums,
  sum(CASE WHEN events.kind = 'memoranda' THEN 1 ELSE 0 END) AS memoranda,
  sum(CASE WHEN events.kind = 'commitments' THEN 1 ELSE 0 END) AS commitments,
  min(events.when_earliest) AS first_day,
  max(events.when_latest) AS last_day
FROM events
LEFT JOIN belongs AS russian ON russian.event = events.id AND russian.country = 'RU'
LEFT JOIN belongs AS chinese ON chinese.event = events.id AND chinese.country = 'CN'
WHERE events.recommended
GROUP BY events.direction, russian.region, russian.name_en, chinese.region, chinese.name_en
ORDER BY events.direction NULLS LAST, russian.region NULLS LAST, chinese.region NULLS LAST
