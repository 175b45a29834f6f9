-- title: Commitments, each with its status as of the day
-- how counted: One row for each commitment that no larger one counts. The day is the one that the
--   dataset speaks of, `as_of` in the table `dataset`: the newest day on which one of its sources came
--   out, unless another was given. The status is that of the latest update on or before that day, by
--   the first day that the update's date can mean; of two on one day the later in the record counts.
--   With no update the status is `announced`. A commitment is overdue if the last day on which it can
--   have been due is before the day and nothing shows that it was fulfilled or given up.
-- columns:
--   commitment    text     Id of the commitment.
--   title_en      text     What was promised, in English.
--   promised_by   text     The side that promised.
--   strength      text     How firmly it was said.
--   testability   text     Whether one can find out if it was kept.
--   made          text     When it was promised, in EDTF.
--   due           text     By when it is to be done, in EDTF; absent where nothing sets a time.
--   due_latest    date     The last day on which it can have been due.
--   status        text     Its status as of the day.
--   status_since  text     The date of the update that says so, in EDTF; absent where there is none.
--   extent        number   How much of it was done, in percent, where that update gives it.
--   overdue       boolean  Whether it is overdue as of the day.
--   as_of         date     The day.
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
    c.id, c.title_en, c.promised_by, c.strength, c.testability, c.made_edtf, c.due_edtf, c.due_latest,
    coalesce(u.status, 'announced') AS status,
    u.date_edtf AS status_since,
    u.extent
  FROM commitments AS c
  LEFT JOIN updates AS u ON u.commitments_id = c.id AND u.place = 1
  WHERE c.recommended
)
SELECT
  latest.id AS commitment,
  latest.title_en,
  latest.promised_by,
  latest.strength,
  latest.testability,
  latest.made_edtf AS made,
  latest.due_edtf AS due,
  latest.due_latest,
  latest.status,
  latest.status_since,
  latest.extent,
  CASE
    WHEN latest.due_latest < dataset.as_of
      AND latest.status NOT IN ('fulfilled', 'partly_fulfilled', 'overtaken', 'abandoned', 'broken')
    THEN true ELSE false
  END AS overdue,
  dataset.as_of
FROM latest
CROSS JOIN dataset
ORDER BY commitment
