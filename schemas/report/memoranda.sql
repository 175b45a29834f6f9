-- title: The documents
-- how counted: Every document or bundle of documents on record that was signed, or is expected to be signed,
--   in the year or perhaps in it. How many documents a record stands for is as its sources say.
-- columns:
--   event          text     Id of the record.
--   instrument_en  text     What sort of document it is.
--   stage_en       text     How far it has come.
--   expected       boolean  Whether the date is that of a signing still expected.
--   count          text     How many documents, as the record has it.
--   count_min      integer  The least number of documents.
--   count_best     integer  The best number.
--   count_max      integer  The most.
--   named          integer  Documents of the bundle that have records of their own.
--   signed_at      text     Id of the delegation or forum at which it was signed.
--   signed_at_en   text     Its English title.
--   value          text     What it is worth, as the record has it.
--   value_best     number   The sum.
--   currency       text     The currency.
WITH parts AS (
  SELECT part_of_id AS bundle, count(*) AS named
  FROM memoranda
  GROUP BY part_of_id
)
SELECT
  memoranda.id AS event,
  sorts.label_en AS instrument_en,
  stages.label_en AS stage_en,
  memoranda.signed_edtf IS NULL AND memoranda.expected_edtf IS NOT NULL AS expected,
  memoranda.count_text AS count,
  memoranda.count_min,
  memoranda.count_best,
  memoranda.count_max,
  coalesce(parts.named, 0) AS named,
  memoranda.signed_at_id AS signed_at,
  events.title_en AS signed_at_en,
  memoranda.value_text AS value,
  memoranda.value_best,
  memoranda.value_currency AS currency
FROM memoranda
JOIN report ON report.year BETWEEN
  year(coalesce(memoranda.signed_earliest, memoranda.signed_latest,
    memoranda.expected_earliest, memoranda.expected_latest))
  AND year(coalesce(memoranda.signed_latest, memoranda.signed_earliest,
    memoranda.expected_latest, memoranda.expected_earliest))
LEFT JOIN parts ON parts.bundle = memoranda.id
LEFT JOIN events ON events.id = memoranda.signed_at_id
LEFT JOIN vocabularies AS sorts
  ON sorts.kind = 'memoranda' AND sorts.field = 'instrument' AND sorts.word = memoranda.instrument
LEFT JOIN vocabularies AS stages
  ON stages.kind = 'memoranda' AND stages.field = 'status' AND stages.word = memoranda.status
ORDER BY
  coalesce(memoranda.signed_earliest, memoranda.signed_latest,
    memoranda.expected_earliest, memoranda.expected_latest),
  memoranda.id
