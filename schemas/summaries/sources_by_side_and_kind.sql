-- title: Sources by side and kind
-- how counted: One record is one text at one address. A copy or shortened version of another source on
--   record counts here, and stands under `copies` as well. `records` counts the records that rest on at
--   least one of the sources; a record that rests on sources of two rows counts in both.
-- columns:
--   side       text     The side that speaks, by the publisher.
--   kind       text     What sort of text it is.
--   sources    integer  Sources on record.
--   copies     integer  Those that repeat another source on record.
--   official   integer  Those in which an authority itself speaks.
--   archived   integer  Those of which a saved copy is known.
--   undated    integer  Those of which not even the year of publication is certain.
--   records    integer  Records that rest on them.
WITH cited AS (
  SELECT sources.side, sources.kind, count(DISTINCT citations.record_id) AS records
  FROM citations
  JOIN sources ON sources.id = citations.source_id
  GROUP BY sources.side, sources.kind
)
SELECT
  sources.side,
  sources.kind,
  count(*) AS sources,
  sum(CASE WHEN sources.copy_of_id IS NOT NULL THEN 1 ELSE 0 END) AS copies,
  sum(CASE WHEN sources.official THEN 1 ELSE 0 END) AS official,
  sum(CASE WHEN sources.archive_url IS NOT NULL THEN 1 ELSE 0 END) AS archived,
  sum(CASE WHEN year(sources.published_earliest) = year(sources.published_latest) THEN 0 ELSE 1 END) AS undated,
  coalesce(max(cited.records), 0) AS records
FROM sources
LEFT JOIN cited ON cited.side = sources.side AND cited.kind = sources.kind
GROUP BY sources.side, sources.kind
ORDER BY sources.side, sources.kind
