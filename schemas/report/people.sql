-- title: People who took part
-- how counted: An appearance is one event of the year that names the person as taking part, however often it
--   does so. Those who only said something stand under statements. New is whoever
--   appears in no event of an earlier year on record. The columns by kind count by the best reading.
--   Ranges, and what stays out, are as in the key
--   figures.
-- columns:
--   party        text     Id of the person.
--   name_en      text     The name in English.
--   name_ru      text     The name in Russian.
--   name_zh      text     The name in Chinese.
--   side_en      text     The side to which the person belongs.
--   delegations  integer  Delegations.
--   forums       integer  Forums and gatherings.
--   documents    integer  Records of documents.
--   promises     integer  Promises.
--   min          integer  The least number of appearances.
--   best         integer  The best reading.
--   max          integer  The most.
--   new          boolean  Whether there is no appearance in an earlier year on record.
--   file         text     The file of the record.
--   line         integer  The line where it begins.
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
named AS (
  SELECT DISTINCT from_id, to_id
  FROM links
  WHERE role = 'party' AND to_kind = 'people'
),
earlier AS (
  SELECT DISTINCT named.to_id
  FROM named
  JOIN dated ON dated.id = named.from_id
  JOIN report ON dated.last_year < report.year
)
SELECT
  people.id AS party,
  people.name_en,
  people.name_ru,
  people.name_zh,
  sides.label_en AS side_en,
  sum(CASE WHEN possible.kind = 'delegations' THEN possible.likely ELSE 0 END) AS delegations,
  sum(CASE WHEN possible.kind = 'forums' THEN possible.likely ELSE 0 END) AS forums,
  sum(CASE WHEN possible.kind = 'memoranda' THEN possible.likely ELSE 0 END) AS documents,
  sum(CASE WHEN possible.kind = 'commitments' THEN possible.likely ELSE 0 END) AS promises,
  sum(possible.certain) AS min,
  sum(possible.likely) AS best,
  count(*) AS max,
  earlier.to_id IS NULL AS new,
  people.file,
  people.line
FROM possible
JOIN named ON named.from_id = possible.id
JOIN people ON people.id = named.to_id
LEFT JOIN earlier ON earlier.to_id = people.id
LEFT JOIN vocabularies AS sides
  ON sides.kind = 'people' AND sides.field = 'side' AND sides.word = people.side
GROUP BY
  people.id, people.name_en, people.name_ru, people.name_zh,
  sides.label_en, earlier.to_id, people.file, people.line
ORDER BY best DESC, max DESC, people.id
