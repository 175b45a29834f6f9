-- title: Series and their editions
-- how counted: Every series on record. An edition belongs to a year if its date can begin in it. An edition
--   that is only planned, was put off or called off, or of which no source says that it took place, is no
--   edition held. A series without an edition in the year may have had one that nobody has entered.
-- columns:
--   series          text     Id of the series.
--   name_en         text     Its name in English.
--   name_ru         text     Its name in Russian.
--   name_zh         text     Its name in Chinese.
--   periodicity_en  text     How often it is meant to be held, where a source says so.
--   held            integer  Editions of the year that took place.
--   planned         integer  Editions that are planned for the year.
--   called_off      integer  Editions of the year that were put off or called off.
--   unconfirmed     integer  Editions of the year of which no source says that they took place.
--   ordinal         integer  The number of the year's edition.
--   last_before     integer  The last year before in which an edition was held.
--   next_after      integer  The next year after it with an edition on record, held or planned.
--   file            text     The file of the record.
--   line            integer  The line where it begins.
WITH editions AS (
  SELECT
    forums.series_id, forums.status, forums.ordinal,
    year(coalesce(forums.dates_earliest, forums.dates_latest)) AS year
  FROM forums
  WHERE forums.part_of_id IS NULL
)
SELECT
  series.id AS series,
  series.name_en,
  series.name_ru,
  series.name_zh,
  vocabularies.label_en AS periodicity_en,
  sum(CASE WHEN editions.year = report.year AND editions.status = 'held' THEN 1 ELSE 0 END) AS held,
  sum(CASE WHEN editions.year = report.year AND editions.status = 'planned' THEN 1 ELSE 0 END) AS planned,
  sum(CASE WHEN editions.year = report.year AND editions.status IN ('postponed', 'cancelled') THEN 1 ELSE 0 END)
    AS called_off,
  sum(CASE WHEN editions.year = report.year AND editions.status = 'unconfirmed' THEN 1 ELSE 0 END) AS unconfirmed,
  max(CASE WHEN editions.year = report.year THEN editions.ordinal END) AS ordinal,
  max(CASE WHEN editions.year < report.year AND editions.status = 'held' THEN editions.year END) AS last_before,
  min(CASE WHEN editions.year > report.year AND editions.status IN ('held', 'planned') THEN editions.year END)
    AS next_after,
  series.file,
  series.line
FROM series
CROSS JOIN report
LEFT JOIN editions ON editions.series_id = series.id
LEFT JOIN vocabularies
  ON vocabularies.kind = 'series' AND vocabularies.field = 'periodicity' AND vocabularies.word = series.periodicity
GROUP BY series.id, series.name_en, series.name_ru, series.name_zh, vocabularies.label_en, series.file, series.line
ORDER BY series.id
