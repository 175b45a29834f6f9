-- title: Regions, cities and organizations of the events
-- how counted: The regions, cities and bodies that the events which the report lists name as taking part.
-- columns:
--   event     text     Id of the event.
--   part      text     The field that names it, such as `russian_side.regions` or `sent_by`.
--   position  integer  Order in the record.
--   party     text     Id of the region, city or organization.
--   name_en   text     Its name in English.
--   name_ru   text     Its name in Russian.
--   name_zh   text     Its name in Chinese.
SELECT
  links.from_id AS event,
  links.field AS part,
  links.position,
  links.to_id AS party,
  coalesce(places.name_en, organizations.name_en) AS name_en,
  coalesce(places.name_ru, organizations.name_ru) AS name_ru,
  coalesce(places.name_zh, organizations.name_zh) AS name_zh
FROM links
JOIN events ON events.id = links.from_id
LEFT JOIN memoranda ON memoranda.id = events.id
LEFT JOIN places ON places.id = links.to_id
LEFT JOIN organizations ON organizations.id = links.to_id
CROSS JOIN report
WHERE links.field IN (
    'russian_side.regions', 'russian_side.cities', 'russian_side.organizations',
    'chinese_side.regions', 'chinese_side.cities', 'chinese_side.organizations', 'sent_by', 'hosts', 'organizers')
  AND report.year BETWEEN
    year(coalesce(events.when_earliest, events.when_latest, memoranda.expected_earliest, memoranda.expected_latest))
    AND year(coalesce(events.when_latest, events.when_earliest, memoranda.expected_latest, memoranda.expected_earliest))
ORDER BY event, part DESC, links.position
