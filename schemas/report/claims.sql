-- title: Where sources disagree
-- how counted: One row for each value of an event of the year that another source gives otherwise. The report
--   follows the record; the other value stays beside it, with the reason.
-- columns:
--   event     text     Id of the event.
--   title_en  text     What it is called in English.
--   title_ru  text     What it is called in Russian.
--   title_zh  text     What it is called in Chinese.
--   field     text     The value in question, as the path of its field.
--   value     text     What the other source says.
--   source    text     Id of the other source.
--   why_not   text     Why the record does not follow it.
--   file      text     The file of the record.
--   line      integer  The line of the claim.
SELECT
  events.id AS event,
  events.title_en,
  events.title_ru,
  events.title_zh,
  claims.field,
  claims.value,
  claims.source_id AS source,
  claims.why_not,
  claims.file,
  claims.line
FROM claims
JOIN events ON events.id = claims.record_id
JOIN report ON report.year BETWEEN
  year(coalesce(events.when_earliest, events.when_latest))
  AND year(coalesce(events.when_latest, events.when_earliest))
ORDER BY events.id, claims.position, claims.field
