-- title: Forums and other gatherings
-- how counted: Every edition on record that belongs or may belong to the year by the dates on which it was
--   held or is now planned. The number is that of its organizers. Sessions that an edition counts are
--   marked and not counted in the figures. Attendance is as the sources give it.
-- columns:
--   event            text     Id of the record.
--   series           text     Id of the series.
--   series_en        text     Name of the series in English.
--   ordinal          integer  The number of the edition.
--   sort_en          text     What sort of gathering it is.
--   level_en         text     The level of the contact.
--   planned_before   text     The date that it was planned for before it was moved, in EDTF; the last one.
--   moved            integer  How often it was moved.
--   attendance       text     How many took part, as the record has it.
--   attendance_min   integer  The least attendance.
--   attendance_best  integer  The best number.
--   attendance_max   integer  The most.
--   countries        text     From how many countries they came, as the record has it.
WITH moved AS (
  SELECT
    forums_id, dates_edtf,
    row_number() OVER (PARTITION BY forums_id ORDER BY position DESC) AS place,
    count(*) OVER (PARTITION BY forums_id) AS times
  FROM forums_earlier_dates
)
SELECT
  forums.id AS event,
  series.id AS series,
  series.name_en AS series_en,
  forums.ordinal,
  sorts.label_en AS sort_en,
  levels.label_en AS level_en,
  moved.dates_edtf AS planned_before,
  coalesce(moved.times, 0) AS moved,
  forums.attendance_text AS attendance,
  forums.attendance_min,
  forums.attendance_best,
  forums.attendance_max,
  forums.countries_text AS countries
FROM forums
JOIN report ON report.year BETWEEN
  year(coalesce(forums.dates_earliest, forums.dates_latest))
  AND year(coalesce(forums.dates_latest, forums.dates_earliest))
LEFT JOIN series ON series.id = forums.series_id
LEFT JOIN vocabularies AS sorts
  ON sorts.kind = 'forums' AND sorts.field = 'kind' AND sorts.word = coalesce(forums.kind, series.kind)
LEFT JOIN vocabularies AS levels
  ON levels.kind = 'forums' AND levels.field = 'level' AND levels.word = forums.level
LEFT JOIN moved ON moved.forums_id = forums.id AND moved.place = 1
ORDER BY coalesce(forums.dates_earliest, forums.dates_latest), forums.id
