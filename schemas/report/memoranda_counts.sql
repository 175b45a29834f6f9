-- title: Memoranda and other documents, by sort and stage
-- how counted: A record stands for as many documents as its count says: a bundle of seven memoranda is
--   seven. A named document that a bundle already counts is not counted again. The stage is the furthest
--   that the sources show; documents that are only announced or initialled, or of which no source shows
--   that they were signed, stand in their own rows and in no sum. The least takes documents whose year is
--   beyond doubt; the best is absent where a source gives only a bound, such as more than five; the most
--   is absent where nothing bounds it.
-- columns:
--   instrument_en  text     What sort of document it is.
--   stage_en       text     How far it has come.
--   counted        boolean  Whether documents of this stage belong in sums.
--   records        integer  Records that may belong to the year.
--   min            integer  The least number of documents.
--   best           integer  The best number; absent where a record gives none.
--   max            integer  The most; absent where a record gives no upper bound.
WITH dated AS (
  SELECT
    id, instrument, status, recommended,
    CASE WHEN count_min IS NULL OR count_min < 1 THEN 1 ELSE count_min END AS least,
    count_best AS likeliest,
    count_max AS most,
    CASE WHEN signed_edtf IS NULL THEN expected_earliest ELSE signed_earliest END AS earliest,
    CASE WHEN signed_edtf IS NULL THEN expected_latest ELSE signed_latest END AS latest,
    CASE WHEN signed_edtf IS NULL THEN expected_precision ELSE signed_precision END AS exactness,
    CASE WHEN signed_edtf IS NULL THEN expected_approximate ELSE signed_approximate END AS approximate,
    CASE WHEN signed_edtf IS NULL THEN expected_uncertain ELSE signed_uncertain END AS uncertain
  FROM memoranda
  WHERE part_of_id IS NULL
),
placed AS (
  SELECT
    dated.*,
    year(coalesce(earliest, latest)) AS first_year,
    year(coalesce(latest, earliest)) AS last_year,
    earliest IS NOT NULL AND latest IS NOT NULL AND NOT uncertain
      AND NOT (approximate AND exactness NOT IN ('day', 'month', 'season', 'quarter', 'half')) AS sure
  FROM dated
),
possible AS (
  SELECT
    placed.*,
    placed.sure AND placed.first_year = placed.last_year AS certain,
    placed.first_year = placed.last_year AS likely
  FROM placed
  JOIN report ON report.year BETWEEN placed.first_year AND placed.last_year
)
SELECT
  sorts.label_en AS instrument_en,
  stages.label_en AS stage_en,
  possible.recommended AS counted,
  count(*) AS records,
  sum(CASE WHEN possible.certain THEN possible.least ELSE 0 END) AS min,
  CASE WHEN sum(CASE WHEN possible.likely AND possible.likeliest IS NULL THEN 1 ELSE 0 END) = 0
    THEN sum(CASE WHEN possible.likely THEN possible.likeliest ELSE 0 END) END AS best,
  CASE WHEN count(possible.most) = count(*) THEN sum(possible.most) END AS max
FROM possible
LEFT JOIN vocabularies AS sorts
  ON sorts.kind = 'memoranda' AND sorts.field = 'instrument' AND sorts.word = possible.instrument
LEFT JOIN vocabularies AS stages
  ON stages.kind = 'memoranda' AND stages.field = 'status' AND stages.word = possible.status
GROUP BY
  possible.instrument, possible.status, possible.recommended,
  sorts.label_en, sorts.position, stages.label_en, stages.position
ORDER BY counted DESC, sorts.position, stages.position, possible.instrument, possible.status
