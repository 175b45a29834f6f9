-- title: All promises by status
-- how counted: One row for each status that a promise on record has as of the day of the report. The columns
--   for the year take the promises that by the best reading were made in it. Only testable promises, of
--   which one can find out whether they were kept, belong in rates.
-- columns:
--   status_en    text     The status as of the day.
--   promises     integer  Promises of this status, of all years.
--   of_the_year  integer  Those that were made in the year.
--   testable     integer  Those of all years that can be tested.
--   overdue      integer  Those of all years that are overdue.
--   russian      integer  Those of all years that the Russian side made.
--   chinese      integer  Those of all years that the Chinese side made.
--   others       integer  Those of all years that both together or others made.
WITH updates AS (
  SELECT
    u.commitments_id, u.status, u.date_edtf, u.extent,
    row_number() OVER (
      PARTITION BY u.commitments_id ORDER BY u.date_earliest DESC NULLS LAST, u.position DESC
    ) AS place
  FROM commitments_updates AS u
  CROSS JOIN dataset
  WHERE coalesce(u.date_earliest, u.date_latest) <= dataset.as_of OR dataset.as_of IS NULL
),
latest AS (
  SELECT
    c.promised_by, c.testability, c.due_latest, c.made_precision,
    coalesce(u.status, 'announced') AS status,
    year(coalesce(c.made_earliest, c.made_latest)) AS first_year,
    year(coalesce(c.made_latest, c.made_earliest)) AS last_year
  FROM commitments AS c
  LEFT JOIN updates AS u ON u.commitments_id = c.id AND u.place = 1
  WHERE c.recommended
)
SELECT
  vocabularies.label_en AS status_en,
  count(*) AS promises,
  sum(CASE WHEN latest.first_year = report.year
    AND (latest.last_year = report.year OR latest.made_precision = 'interval') THEN 1 ELSE 0 END) AS of_the_year,
  sum(CASE WHEN latest.testability = 'testable' THEN 1 ELSE 0 END) AS testable,
  sum(CASE
    WHEN latest.due_latest < dataset.as_of
      AND latest.status NOT IN ('fulfilled', 'partly_fulfilled', 'overtaken', 'abandoned', 'broken')
    THEN 1 ELSE 0
  END) AS overdue,
  sum(CASE WHEN latest.promised_by = 'russian' THEN 1 ELSE 0 END) AS russian,
  sum(CASE WHEN latest.promised_by = 'chinese' THEN 1 ELSE 0 END) AS chinese,
  sum(CASE WHEN latest.promised_by IN ('russian', 'chinese') THEN 0 ELSE 1 END) AS others
FROM latest
CROSS JOIN dataset
CROSS JOIN report
LEFT JOIN vocabularies
  ON vocabularies.kind = 'commitments' AND vocabularies.field = 'updates.status' AND vocabularies.word = latest.status
GROUP BY latest.status, vocabularies.label_en, vocabularies.position
ORDER BY vocabularies.position, latest.status
