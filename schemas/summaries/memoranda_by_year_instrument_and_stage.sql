-- title: Memoranda and other instruments by year, instrument and stage
-- how counted: A record stands for as many documents as its count says; a named document that a bundle
--   already counts is not counted again. The year is that of signing or, for what is not signed, the
--   year in which signing is expected. The stage is the furthest that the sources show. Rows whose
--   stage is not `counted` (announced, initialled, unknown) are to stay out of sums. `documents_min`
--   adds up the least that each record stands for, of records whose year is beyond doubt;
--   `documents_best` the best values of records whose date lies within one year, and is absent where
--   one of them has none ("more than five"); `documents_max` the most of all records that may belong
--   to the year, and is absent where one of them has no upper bound. A row without a year counts
--   records of which no source gives one.
-- columns:
--   year            integer  Year of signing, or of expected signing; absent where it is unknown.
--   instrument      text     What sort of document it is.
--   stage           text     How far it has come.
--   counted         boolean  Whether documents of this stage belong in sums.
--   records         integer  Records that may belong to the year.
--   documents_min   integer  The least number of documents.
--   documents_best  integer  The best number of documents; absent where a record gives none.
--   documents_max   integer  The most documents; absent where a record gives no upper bound.
WITH dated AS (
  SELECT
    instrument, status, recommended,
    CASE WHEN count_min IS NULL OR count_min < 1 THEN 1 ELSE count_min END AS least,
    count_best AS best,
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
    instrument, status, recommended, least, best, most,
    year(coalesce(earliest, latest)) AS first_year,
    year(coalesce(latest, earliest)) AS last_year,
    earliest IS NOT NULL AND latest IS NOT NULL AND NOT uncertain
      AND NOT (approximate AND exactness NOT IN ('day', 'month', 'season', 'quarter', 'half')) AS sure
  FROM dated
),
years AS (
  SELECT first_year AS year FROM placed WHERE first_year IS NOT NULL
  UNION
  SELECT last_year AS year FROM placed WHERE last_year IS NOT NULL
),
possible AS (
  SELECT
    years.year,
    instrument, status, recommended, least, best, most,
    years.year IS NULL OR (sure AND first_year = last_year) AS certain,
    years.year IS NULL OR first_year = last_year AS likely
  FROM placed
  LEFT JOIN years ON years.year BETWEEN placed.first_year AND placed.last_year
)
SELECT
  year,
  instrument,
  status AS stage,
  recommended AS counted,
  count(*) AS records,
  sum(CASE WHEN certain THEN least ELSE 0 END) AS documents_min,
  CASE WHEN sum(CASE WHEN likely AND best IS NULL THEN 1 ELSE 0 END) = 0
    THEN sum(CASE WHEN likely THEN best ELSE 0 END) END AS documents_best,
  CASE WHEN count(most) = count(*) THEN sum(most) END AS documents_max
FROM possible
GROUP BY year, instrument, status, recommended
ORDER BY year NULLS LAST, instrument, stage, counted
