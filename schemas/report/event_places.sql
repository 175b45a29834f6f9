-- title: Places of the events
-- how counted: The places where the events and promises that the report lists were, or are to be.
-- columns:
--   event     text     Id of the event.
--   position  integer  Order in the record.
--   place     text     Id of the place.
--   name_en   text     Its name in English.
--   name_ru   text     Its name in Russian.
--   name_zh   text     Its name in Chinese.
SELECT
  links.from_id AS event,
  links.position,
  places.id AS place,
  places.name_en,
  places.name_ru,
  places.name_zh
FROM links
JOIN places ON places.id = links.to_id
JOIN events ON events.id = links.from_id
LEFT JOIN memoranda ON memoranda.id = events.id
CROSS JOIN report
WHERE links.field = 'places'
  AND (events.kind = 'commitments'
    OR report.year BETWEEN
      year(coalesce(events.when_earliest, events.when_latest, memoranda.expected_earliest, memoranda.expected_latest))
      AND year(coalesce(events.when_latest, events.when_earliest, memoranda.expected_latest, memoranda.expected_earliest)))
ORDER BY event, links.position
