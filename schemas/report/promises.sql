-- title: Promises on record
-- how counted: Every promise on record that no larger one counts, of any year. The status is that of the
--   latest update on or before the day of the report; with no update it is announced. A promise is overdue
--   if the last day on which it can have been due is before that day and nothing shows that it was kept or
--   given up. A promise belongs to the year in which it was made; where that may also be another year, a
--   mark says so.
-- columns:
--   event        text     Id of the record.
--   title_en     text     What was promised, in a few words.
--   title_ru     text     The same in Russian.
--   title_zh     text     The same in Chinese.
--   promise_en   text     What was promised, in a sentence.
--   side_en      text     The side that promised.
--   strength_en  text     How firmly it was said.
--   testable_en  text     Whether one can find out if it was kept.
--   made         text     When it was promised, in EDTF.
--   due          text     By when it is to be done, in EDTF.
--   status       text     Its status as of the day.
--   status_en    text     The English label of the status.
--   since        text     The date of the update that says so, in EDTF.
--   extent       number   How much of it was done, in percent, where a source says so.
--   overdue      boolean  Whether it is overdue as of the day.
--   of_the_year  text     How surely it was made in the year: certain, likely or possible; absent where it
--     was made in another.
--   file         text     The file of the record.
--   line         integer  The line where it begins.
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
    c.*,
    coalesce(u.status, 'announced') AS status,
    u.date_edtf AS since,
    u.extent,
    year(coalesce(c.made_earliest, c.made_latest)) AS first_year,
    year(coalesce(c.made_latest, c.made_earliest)) AS last_year
  FROM commitments AS c
  LEFT JOIN updates AS u ON u.commitments_id = c.id AND u.place = 1
  WHERE c.recommended
)
SELECT
  latest.id AS event,
  latest.title_en,
  latest.title_ru,
  latest.title_zh,
  latest.promise_en,
  sides.label_en AS side_en,
  strengths.label_en AS strength_en,
  tests.label_en AS testable_en,
  latest.made_edtf AS made,
  latest.due_edtf AS due,
  latest.status,
  states.label_en AS status_en,
  latest.since,
  latest.extent,
  CASE
    WHEN latest.due_latest < dataset.as_of
      AND latest.status NOT IN ('fulfilled', 'partly_fulfilled', 'overtaken', 'abandoned', 'broken')
    THEN true ELSE false
  END AS overdue,
  CASE
    WHEN report.year BETWEEN latest.first_year AND latest.last_year THEN
      CASE
        WHEN latest.first_year < latest.last_year
          AND NOT (latest.made_precision = 'interval' AND report.year = latest.first_year) THEN 'possible'
        WHEN latest.first_year = latest.last_year AND latest.made_earliest IS NOT NULL
          AND latest.made_latest IS NOT NULL AND NOT latest.made_uncertain
          AND NOT (latest.made_approximate
            AND latest.made_precision NOT IN ('day', 'month', 'season', 'quarter', 'half')) THEN 'certain'
        ELSE 'likely'
      END
  END AS of_the_year,
  latest.file,
  latest.line
FROM latest
CROSS JOIN dataset
CROSS JOIN report
LEFT JOIN vocabularies AS sides
  ON sides.kind = 'commitments' AND sides.field = 'promised_by' AND sides.word = latest.promised_by
LEFT JOIN vocabularies AS strengths
  ON strengths.kind = 'commitments' AND strengths.field = 'strength' AND strengths.word = latest.strength
LEFT JOIN vocabularies AS tests
  ON tests.kind = 'commitments' AND tests.field = 'testability' AND tests.word = latest.testability
LEFT JOIN vocabularies AS states
  ON states.kind = 'commitments' AND states.field = 'updates.status' AND states.word = latest.status
ORDER BY coalesce(latest.made_earliest, latest.made_latest) NULLS LAST, latest.id
