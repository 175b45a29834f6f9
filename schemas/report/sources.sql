-- title: Sources
-- how counted: Every source that an event of the year, a statement of the year or a promise on record
--   cites, or that gives a value of such an event otherwise. Events are those of the year that cite it. A
--   copy repeats another source and is no evidence of its own. Reliability is that of the publisher by
--   the Admiralty code; F means not assessed and is no blame.
-- columns:
--   number          integer  Its number in this report.
--   source          text     Id of the source.
--   title_en        text     Its headline in English, mostly our translation.
--   title_ru        text     Its headline in Russian.
--   title_zh        text     Its headline in Chinese.
--   publisher_en    text     Who published it, in English.
--   publisher_ru    text     The same in Russian.
--   publisher_zh    text     The same in Chinese.
--   side_en         text     The side that speaks.
--   kind_en         text     What sort of text it is.
--   official        boolean  Whether an authority itself speaks.
--   language        text     The language of the text.
--   published       text     When it came out, in EDTF.
--   url             text     Its public address.
--   archive_url     text     The address of a saved copy.
--   copy_of         text     Id of the source that it repeats.
--   reliability     text     The letter of the Admiralty code.
--   reliability_en  text     What the letter means.
--   events          integer  Events of the year that cite it.
--   file            text     The file of the record.
--   line            integer  The line where it begins.
WITH cited AS (
  SELECT DISTINCT
    citations.source_id AS source,
    CASE WHEN report.year BETWEEN
      year(coalesce(events.when_earliest, events.when_latest, memoranda.expected_earliest,
        memoranda.expected_latest, statements.dates_earliest, statements.dates_latest))
      AND year(coalesce(events.when_latest, events.when_earliest, memoranda.expected_latest,
        memoranda.expected_earliest, statements.dates_latest, statements.dates_earliest))
      THEN coalesce(events.id, statements.id) END AS of_the_year,
    events.id AS event,
    events.kind
  FROM citations
  LEFT JOIN events ON events.id = citations.record_id
  LEFT JOIN memoranda ON memoranda.id = citations.record_id
  LEFT JOIN statements ON statements.id = citations.record_id
  CROSS JOIN report
  UNION
  SELECT claims.source_id, events.id, NULL, NULL
  FROM claims
  JOIN events ON events.id = claims.record_id
  JOIN report ON report.year BETWEEN
    year(coalesce(events.when_earliest, events.when_latest))
    AND year(coalesce(events.when_latest, events.when_earliest))
),
counted AS (
  SELECT source, count(DISTINCT CASE WHEN of_the_year IS NOT NULL THEN event END) AS events
  FROM cited
  WHERE of_the_year IS NOT NULL OR kind = 'commitments'
  GROUP BY source
)
SELECT
  row_number() OVER (ORDER BY sources.id) AS number,
  sources.id AS source,
  sources.title_en,
  sources.title_ru,
  sources.title_zh,
  organizations.name_en AS publisher_en,
  organizations.name_ru AS publisher_ru,
  organizations.name_zh AS publisher_zh,
  sides.label_en AS side_en,
  sorts.label_en AS kind_en,
  sources.official,
  sources.language,
  sources.published_edtf AS published,
  sources.url,
  sources.archive_url,
  sources.copy_of_id AS copy_of,
  sources.reliability,
  letters.label_en AS reliability_en,
  counted.events,
  sources.file,
  sources.line
FROM counted
JOIN sources ON sources.id = counted.source
LEFT JOIN organizations ON organizations.id = sources.publisher_id
LEFT JOIN vocabularies AS sides
  ON sides.kind = 'sources' AND sides.field = 'side' AND sides.word = sources.side
LEFT JOIN vocabularies AS sorts
  ON sorts.kind = 'sources' AND sorts.field = 'kind' AND sorts.word = sources.kind
LEFT JOIN vocabularies AS letters
  ON letters.kind = 'sources' AND letters.field = 'reliability' AND letters.word = sources.reliability
ORDER BY number
