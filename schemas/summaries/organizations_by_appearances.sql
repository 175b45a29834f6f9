-- title: Organizations by number of appearances
-- how counted: An appearance is one record of a delegation, forum, memorandum, commitment, project or
--   statement that names the organization as taking part, however often it does so. Events that are only
--   planned, were called off, or are counted within another record stay out. Those with no
--   appearance have no row.
-- columns:
--   organization  text     Id of the organization.
--   name_en       text     The name in English.
--   name_ru       text     The name in Russian.
--   name_zh       text     The name in Chinese.
--   side          text     The side to which it belongs.
--   appearances   integer  Records that name it as taking part.
--   delegations   integer  Delegations among them.
--   forums        integer  Editions of forums among them.
--   memoranda     integer  Records of memoranda among them; a bundle is one.
--   commitments   integer  Commitments among them.
--   projects      integer  Projects among them.
--   statements    integer  Statements among them.
--   first_day     date     The first day on which one of the events among them can have begun.
--   last_day      date     The last day on which one of the events among them can have ended.
WITH named AS (
  SELECT DISTINCT to_id, from_kind, from_id
  FROM links
  WHERE role = 'party' AND to_kind = 'organizations'
    AND from_kind IN ('delegations', 'forums', 'memoranda', 'commitments', 'projects', 'statements')
)
SELECT
  organizations.id AS organization,
  organizations.name_en,
  organizations.name_ru,
  organizations.name_zh,
  organizations.side,
  count(*) AS appearances,
  sum(CASE WHEN named.from_kind = 'delegations' THEN 1 ELSE 0 END) AS delegations,
  sum(CASE WHEN named.from_kind = 'forums' THEN 1 ELSE 0 END) AS forums,
  sum(CASE WHEN named.from_kind = 'memoranda' THEN 1 ELSE 0 END) AS memoranda,
  sum(CASE WHEN named.from_kind = 'commitments' THEN 1 ELSE 0 END) AS commitments,
  sum(CASE WHEN named.from_kind = 'projects' THEN 1 ELSE 0 END) AS projects,
  sum(CASE WHEN named.from_kind = 'statements' THEN 1 ELSE 0 END) AS statements,
  min(events.when_earliest) AS first_day,
  max(events.when_latest) AS last_day
FROM named
JOIN organizations ON organizations.id = named.to_id
LEFT JOIN events ON events.id = named.from_id
WHERE coalesce(events.recommended, true)
GROUP BY organizations.id, organizations.name_en, organizations.name_ru, organizations.name_zh, organizations.side
ORDER BY appearances DESC, organization
