-- title: People of the events
-- how counted: The people whom the events that the report lists name as taking part, each with the post
--   that the source gives.
-- columns:
--   event     text     Id of the event.
--   side      text     The side on which the person took part.
--   position  integer  Order in the record.
--   person    text     Id of the person.
--   name_en   text     The name in English.
--   name_ru   text     The name in Russian.
--   name_zh   text     The name in Chinese.
--   post_en   text     The post held that day, in English.
--   post_ru   text     The post in Russian.
--   post_zh   text     The post in Chinese.
--   role      text     What the person did there.
--   role_en   text     The English label of the role.
WITH named AS (
  SELECT
    delegations_id AS event, 'russian' AS side, position, person_id, title_then_en, title_then_ru, title_then_zh,
    'delegations' AS kind, 'russian_side.people.role' AS field, role
  FROM delegations_russian_side_people
  UNION ALL
  SELECT
    delegations_id AS event, 'chinese' AS side, position, person_id, title_then_en, title_then_ru, title_then_zh,
    'delegations' AS kind, 'chinese_side.people.role' AS field, role
  FROM delegations_chinese_side_people
  UNION ALL
  SELECT
    forums_id AS event, 'russian' AS side, position, person_id, title_then_en, title_then_ru, title_then_zh,
    'forums' AS kind, 'russian_side.people.role' AS field, role
  FROM forums_russian_side_people
  UNION ALL
  SELECT
    forums_id AS event, 'chinese' AS side, position, person_id, title_then_en, title_then_ru, title_then_zh,
    'forums' AS kind, 'chinese_side.people.role' AS field, role
  FROM forums_chinese_side_people
  UNION ALL
  SELECT
    memoranda_id AS event, 'russian' AS side, position, person_id, title_then_en, title_then_ru, title_then_zh,
    'memoranda' AS kind, 'russian_side.people.role' AS field, role
  FROM memoranda_russian_side_people
  UNION ALL
  SELECT
    memoranda_id AS event, 'chinese' AS side, position, person_id, title_then_en, title_then_ru, title_then_zh,
    'memoranda' AS kind, 'chinese_side.people.role' AS field, role
  FROM memoranda_chinese_side_people
  UNION ALL
  SELECT
    commitments_id AS event, 'russian' AS side, position, person_id, title_then_en, title_then_ru, title_then_zh,
    'commitments' AS kind, 'russian_side.people.role' AS field, role
  FROM commitments_russian_side_people
  UNION ALL
  SELECT
    commitments_id AS event, 'chinese' AS side, position, person_id, title_then_en, title_then_ru, title_then_zh,
    'commitments' AS kind, 'chinese_side.people.role' AS field, role
  FROM commitments_chinese_side_people
)
SELECT
  named.event,
  named.side,
  named.position,
  people.id AS person,
  people.name_en,
  people.name_ru,
  people.name_zh,
  named.title_then_en AS post_en,
  named.title_then_ru AS post_ru,
  named.title_then_zh AS post_zh,
  named.role,
  vocabularies.label_en AS role_en
FROM named
JOIN people ON people.id = named.person_id
JOIN events ON events.id = named.event
LEFT JOIN memoranda ON memoranda.id = events.id
LEFT JOIN vocabularies
  ON vocabularies.kind = named.kind AND vocabularies.field = named.field AND vocabularies.word = named.role
CROSS JOIN report
WHERE report.year BETWEEN
  year(coalesce(events.when_earliest, events.when_latest, memoranda.expected_earliest, memoranda.expected_latest))
  AND year(coalesce(events.when_latest, events.when_earliest, memoranda.expected_latest, memoranda.expected_earliest))
ORDER BY named.event, named.side DESC, named.position
