-- title: Sources of the events
-- how counted: Each source once for each event or promise that the report lists, however many of its
--   values it supports.
-- columns:
--   event   text  Id of the event.
--   source  text  Id of the source.
SELECT DISTINCT
  citations.record_id AS event,
  citations.source_id AS source
FROM citations
JOIN events ON events.id = citations.record_id
LEFT JOIN memoranda ON memoranda.id = events.id
CROSS JOIN report
WHERE events.kind = 'commitments'
  OR report.year BETWEEN
    year(coalesce(events.when_earliest, events.when_latest, memoranda.expected_earliest, memoranda.expected_latest))
    AND year(coalesce(events.when_latest, events.when_earliest, memoranda.expected_latest, memoranda.expected_earliest))
ORDER BY event, source
