-- title: What was said
-- how counted: Every statement on record that was or may have been made in the year. A statement is kept
--   because of who made it or what figure it holds; this is no count of all that was said.
-- columns:
--   event     text     Id of the record.
--   title_en  text     Who spoke of what, in English.
--   title_ru  text     The same in Russian.
--   title_zh  text     The same in Chinese.
--   gist_en   text     What was said, in English.
--   date      text     When it was said, in EDTF.
--   name_en   text     The speaker, in English; the first on record.
--   name_ru   text     The speaker, in Russian.
--   name_zh   text     The speaker, in Chinese.
--   post_en   text     The post that the speaker held, in English.
--   post_ru   text     The post in Russian.
--   source    text     Id of the source; the first on record.
--   file      text     The file of the record.
--   line      integer  The line where it begins.
WITH cited AS (
  SELECT record_id, source_id, row_number() OVER (PARTITION BY record_id ORDER BY position) AS place
  FROM citations
  WHERE kind = 'statements'
)
SELECT
  statements.id AS event,
  statements.title_en,
  statements.title_ru,
  statements.title_zh,
  statements.gist_en,
  statements.dates_edtf AS date,
  coalesce(people.name_en, organizations.name_en) AS name_en,
  coalesce(people.name_ru, organizations.name_ru) AS name_ru,
  coalesce(people.name_zh, organizations.name_zh) AS name_zh,
  speakers.title_then_en AS post_en,
  speakers.title_then_ru AS post_ru,
  cited.source_id AS source,
  statements.file,
  statements.line
FROM statements
JOIN report ON report.year BETWEEN
  year(coalesce(statements.dates_earliest, statements.dates_latest))
  AND year(coalesce(statements.dates_latest, statements.dates_earliest))
LEFT JOIN statements_speakers AS speakers ON speakers.statements_id = statements.id AND speakers.position = 1
LEFT JOIN people ON people.id = speakers.person_id
LEFT JOIN organizations ON organizations.id = speakers.organization_id
LEFT JOIN cited ON cited.record_id = statements.id AND cited.place = 1
ORDER BY coalesce(statements.dates_earliest, statements.dates_latest), statements.id
