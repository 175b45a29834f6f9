-- title: Editions of forums by series
-- how counted: One record is one edition; sessions that an edition counts are not counted. Every series
--   has a row, also one without an edition on record. `missing` counts the numbers between the first
--   and the last known that no edition on record bears: not found, not held, or numbered otherwise.
-- columns:
--   series         text     Id of the series.
--   name_en        text     Its English name.
--   kind           text     What its editions are.
--   editions       integer  Editions on record.
--   held           integer  Editions that took place.
--   planned        integer  Editions that are planned.
--   postponed      integer  Editions that were put off.
--   cancelled      integer  Editions that were called off.
--   unconfirmed    integer  Editions of which no source says that they took place.
--   first_ordinal  integer  The lowest number of an edition on record.
--   last_ordinal   integer  The highest number of an edition on record.
--   missing        integer  Numbers between them that no edition bears.
--   first_year     integer  The earliest year in which an edition on record can have begun.
--   last_year      integer  The latest year in which one can have begun.
SELECT
  series.id AS series,
  series.name_en,
  series.kind,
  count(forums.id) AS editions,
  sum(CASE WHEN forums.status = 'held' THEN 1 ELSE 0 END) AS held,
  sum(CASE WHEN forums.status = 'planned' THEN 1 ELSE 0 END) AS planned,
  sum(CASE WHEN forums.status = 'postponed' THEN 1 ELSE 0 END) AS postponed,
  sum(CASE WHEN forums.status = 'cancelled' THEN 1 ELSE 0 END) AS cancelled,
  sum(CASE WHEN forums.status = 'unconfirmed' THEN 1 ELSE 0 END) AS unconfirmed,
  min(forums.ordinal) AS first_ordinal,
  max(forums.ordinal) AS last_ordinal,
  max(forums.ordinal) - min(forums.ordinal) + 1 - count(DISTINCT forums.ordinal) AS missing,
  min(year(forums.dates_earliest)) AS first_year,
  max(year(forums.dates_earliest)) AS last_year
FROM series
LEFT JOIN forums ON forums.series_id = series.id AND forums.part_of_id IS NULL
GROUP BY series.id, series.name_en, series.kind
ORDER BY series
