-- title: Commitments by status as of the day
-- how counted: One commitment is one promise; a part that a larger promise counts is not counted again.
--   The day is the one that the dataset speaks of, `as_of` in the table `dataset`: the newest day on
--   which one of its sources came out, unless another was given. The status is that of the latest
--   update on or before that day; with no update it is `announced`. Overdue are those whose last
--   possible due day is before the day and of which nothing shows that they were fulfilled or given
--   up. Rates of fulfilment take only testable ones.
-- columns:
--   status       text     Status as of the day.
--   commitments  integer  Commitments of this status.
--   testable     integer  Those of them of which one can find out whether they were kept.
--   overdue      integer  Those of them that are overdue.
--   by_russian   integer  Those that the Russian side promised.
--   by_chinese   integer  Those that the Chinese side promised.
--   by_others    integer  Those that both sides together or others promised.
--   as_of        date     The day.
WITH updates AS (
  SELECT
    u.commitments_id, u.status,
    row_number() OVER (
      PARTITION BY u.commitments_id ORDER BY u.date_earliest DESC NULLS LAST, u.position DESC
    ) AS place
  FROM commitments_updates AS u
  CROSS JOIN dataset
  WHERE coalesce(u.date_earliest, u.date_latest) <= dataset.as_of OR dataset.as_of IS NULL
),
latest AS (
  SELECT c.promised_by, c.testability, c.due_latest, coalesce(u.status, 'announced') AS status
  FROM commitments AS c
  LEFT JOIN updates AS u ON u.commitments_id = c.id AND u.place = 1
  WHERE c.recommended
)
SELECT
  latest.status,
  count(*) AS commitments,
  sum(CASE WHEN latest.testability = 'testable' THEN 1 ELSE 0 END) AS testable,
  sum(CASE
    WHEN latest.due_latest < dataset.as_of
      AND latest.status NOT IN ('fulfilled', 'partly_fulfilled', 'overtaken', 'abandoned', 'broken')
    THEN 1 ELSE 0
  END) AS overdue,
  sum(CASE WHEN latest.promised_by = 'russian' THEN 1 ELSE 0 END) AS by_russian,
  sum(CASE WHEN latest.promised_by = 'chinese' THEN 1 ELSE 0 END) AS by_chinese,
  sum(CASE WHEN latest.promised_by IN ('russian', 'chinese') THEN 0 ELSE 1 END) AS by_others,
  dataset.as_of
FROM latest
CROSS JOIN dataset
LEFT JOIN vocabularies
  ON vocabularies.kind = 'commitments' AND vocabularies.field = 'updates.status' AND vocabularies.word = latest.status
GROUP BY latest.status, dataset.as_of, vocabularies.position
ORDER BY vocabularies.position, latest.status
