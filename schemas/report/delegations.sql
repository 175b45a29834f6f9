-- title: Delegations
-- how counted: Every delegation on record that belongs or may belong to the year, also those that were
--   only planned or were called off. Meetings are those that the sources count, not those on record.
-- columns:
--   event           text     Id of the record.
--   sort_en         text     What sort of visit it was.
--   level_en        text     The level of the contact.
--   meetings        text     How many meetings, as the record has it.
--   meetings_min    integer  The least number of meetings.
--   meetings_best   integer  The best number of meetings.
--   meetings_max    integer  The most meetings.
--   forum           text     Id of a forum that it took part in; the first on record.
--   forum_en        text     Its English title.
--   forums          integer  How many forums it took part in.
--   documents_min   integer  The least number of documents that were signed at it.
--   documents_best  integer  The best number; absent where a record gives none.
--   documents_max   integer  The most; absent where a record gives no upper bound.
WITH attended AS (
  SELECT
    links.from_id AS event, links.to_id AS forum,
    row_number() OVER (PARTITION BY links.from_id ORDER BY links.position) AS place,
    count(*) OVER (PARTITION BY links.from_id) AS forums
  FROM links
  WHERE links.from_kind = 'delegations' AND links.field = 'attended'
),
signed AS (
  SELECT
    signed_at_id AS event,
    sum(CASE WHEN count_min IS NULL OR count_min < 1 THEN 1 ELSE count_min END) AS least,
    CASE WHEN count(count_best) = count(*) THEN sum(count_best) END AS best,
    CASE WHEN count(count_max) = count(*) THEN sum(count_max) END AS most
  FROM memoranda
  WHERE recommended
  GROUP BY signed_at_id
)
SELECT
  delegations.id AS event,
  sorts.label_en AS sort_en,
  levels.label_en AS level_en,
  delegations.meetings_text AS meetings,
  delegations.meetings_min,
  delegations.meetings_best,
  delegations.meetings_max,
  attended.forum,
  forums.title_en AS forum_en,
  attended.forums,
  signed.least AS documents_min,
  signed.best AS documents_best,
  signed.most AS documents_max
FROM delegations
JOIN report ON report.year BETWEEN
  year(coalesce(delegations.dates_earliest, delegations.dates_latest))
  AND year(coalesce(delegations.dates_latest, delegations.dates_earliest))
LEFT JOIN vocabularies AS sorts
  ON sorts.kind = 'delegations' AND sorts.field = 'kind' AND sorts.word = delegations.kind
LEFT JOIN vocabularies AS levels
  ON levels.kind = 'delegations' AND levels.field = 'level' AND levels.word = delegations.level
LEFT JOIN attended ON attended.event = delegations.id AND attended.place = 1
LEFT JOIN forums ON forums.id = attended.forum
LEFT JOIN signed ON signed.event = delegations.id
ORDER BY coalesce(delegations.dates_earliest, delegations.dates_latest), delegations.id
