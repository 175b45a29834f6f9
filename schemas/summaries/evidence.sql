-- title: Evidence for each event
-- how counted: A source counts once for an event, however many of its values it supports. Copies and
--   shortened versions of a source on record are no independent sources. A side has reported an event
--   if one of the event's sources is published on that side; joint media count for both sides,
--   media of other countries and of international organizations as third parties.
-- columns:
--   kind          text     Kind of the event.
--   event         text     Id of the event.
--   title_en      text     What it is called in English.
--   date          text     When it happened, in EDTF.
--   sources       integer  Sources of the event.
--   independent   integer  Those that are not copies of another source on record.
--   official      integer  Those in which an authority itself speaks.
--   russian       boolean  Whether the Russian side reported it.
--   chinese       boolean  Whether the Chinese side reported it.
--   third         boolean  Whether a third party reported it.
--   both_sides    boolean  Whether the Russian and the Chinese side both reported it.
--   disagreeing   integer  Values of the event that a source gives otherwise.
WITH cited AS (
  SELECT DISTINCT citations.record_id, sources.id, sources.side, sources.official, sources.copy_of_id
  FROM citations
  JOIN sources ON sources.id = citations.source_id
),
counted AS (
  SELECT
    record_id,
    count(*) AS sources,
    sum(CASE WHEN copy_of_id IS NULL THEN 1 ELSE 0 END) AS independent,
    sum(CASE WHEN official THEN 1 ELSE 0 END) AS official,
    max(CASE WHEN side IN ('russian', 'joint') THEN 1 ELSE 0 END) AS russian,
    max(CASE WHEN side IN ('chinese', 'joint') THEN 1 ELSE 0 END) AS chinese,
    max(CASE WHEN side IN ('third', 'international') THEN 1 ELSE 0 END) AS third
  FROM cited
  GROUP BY record_id
),
disputed AS (
  SELECT record_id, count(DISTINCT field) AS fields
  FROM claims
  GROUP BY record_id
)
SELECT
  events.kind,
  events.id AS event,
  events.title_en,
  events.when_edtf AS date,
  coalesce(counted.sources, 0) AS sources,
  coalesce(counted.independent, 0) AS independent,
  coalesce(counted.official, 0) AS official,
  coalesce(counted.russian, 0) = 1 AS russian,
  coalesce(counted.chinese, 0) = 1 AS chinese,
  coalesce(counted.third, 0) = 1 AS third,
  coalesce(counted.russian, 0) + coalesce(counted.chinese, 0) = 2 AS both_sides,
  coalesce(disputed.fields, 0) AS disagreeing
FROM events
LEFT JOIN counted ON counted.record_id = events.id
LEFT JOIN disputed ON disputed.record_id = events.id
ORDER BY events.kind, events.id
