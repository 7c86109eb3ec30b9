"""Keep many responses at once: COPY them into a table of this connection, then insert
set by set. What is refused is refused for the same reasons as one by one."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from django.db import connection

from consultation.models.ledger import QUEUE

MAKE = """
DROP TABLE IF EXISTS import_row, import_comment;
CREATE TEMPORARY TABLE import_row (
    n integer, key text, about text, problem text, received_at timestamptz,
    postmarked_on date, kind text, area_id bigint, notice_id bigint,
    signatures integer, body_hash text, uid uuid, receipt_code text, link_hash text,
    contact jsonb, mandate jsonb, petition jsonb, answers jsonb,
    item_id bigint, response_id bigint,
    is_repeat boolean DEFAULT false, is_new boolean DEFAULT false
) ON COMMIT DROP;
CREATE TEMPORARY TABLE import_comment (
    n integer, reference text, edition_clause_id bigint, edition_priority_id bigint,
    section_key text, section_title text, question_id bigint, stance text, text text,
    wanted_change text
) ON COMMIT DROP
"""
ROW = (
    *("n", "key", "about", "problem", "received_at", "postmarked_on", "kind"),
    *("area_id", "notice_id", "signatures", "body_hash", "uid", "receipt_code"),
    *("link_hash", "contact", "mandate", "petition", "answers"),
)
COMMENT = (
    *("n", "reference", "edition_clause_id", "edition_priority_id", "section_key"),
    *("section_title", "question_id", "stance", "text", "wanted_change"),
)
FIND = """
UPDATE import_row AS s SET item_id = known.item_id, response_id = known.response_id,
    is_repeat = coalesce(known.body_hash = s.body_hash AND s.problem = '', false),
    problem = CASE WHEN s.problem = '' AND known.body_hash <> s.body_hash
        THEN %(other_words)s ELSE s.problem END
FROM (
    SELECT named.key, item.id AS item_id, response.id AS response_id,
        response.body_hash
    FROM import_row AS named
    LEFT JOIN consultation_ingestitem AS item
        ON item.round_id = %(round)s AND item.key = named.key
    LEFT JOIN consultation_response AS response
        ON response.round_id = %(round)s AND response.idempotency_key = named.key
    WHERE item.id IS NOT NULL OR response.id IS NOT NULL
) AS known WHERE known.key = s.key
"""
KEEP = """
WITH kept AS (
    INSERT INTO consultation_response (
        round_id, uid, receipt_code, link_hash, idempotency_key, body_hash,
        received_at, recorded_at, postmarked_on, channel, kind, area_id, signatures,
        entered_by_id, confidential_because, privacy_notice_id, standing, suspicion,
        standing_reason, late_reason, erased_because
    )
    SELECT %(round)s, uid, receipt_code, link_hash, key, body_hash, received_at,
        %(now)s, postmarked_on, %(channel)s, kind, area_id, signatures, %(by)s, '',
        notice_id, 'counted', '', '', '', ''
    FROM import_row WHERE problem = '' AND response_id IS NULL ORDER BY n
    RETURNING id, uid
)
UPDATE import_row AS s SET response_id = kept.id, is_new = true
FROM kept WHERE kept.uid = s.uid
"""
NUMBER = """
WITH taken AS (
    INSERT INTO consultation_ingestitem (
        round_id, number, source, key, arrived_at, logged_at, logged_by_id, about,
        state, reason, response_id, settled_at
    )
    SELECT %(round)s, counted.last + row_number() OVER (ORDER BY n), 'import', key,
        coalesce(received_at, %(now)s), %(now)s, %(by)s, about,
        CASE WHEN is_new THEN 'kept' ELSE 'rejected' END, left(problem, 200),
        CASE WHEN is_new THEN response_id END, %(now)s
    FROM import_row, (
        SELECT last FROM consultation_ledgercount WHERE round_id = %(round)s
    ) AS counted
    WHERE item_id IS NULL AND (is_new OR problem <> '') ORDER BY n
    RETURNING 1
)
UPDATE consultation_ledgercount SET last = last + (SELECT count(*) FROM taken)
WHERE round_id = %(round)s
"""
AGAIN = """
UPDATE consultation_ingestitem AS item SET
    state = CASE WHEN s.is_new THEN 'kept' ELSE 'rejected' END,
    response_id = CASE WHEN s.is_new THEN s.response_id END,
    reason = left(s.problem, 200), settled_at = %(now)s
FROM import_row AS s WHERE item.id = s.item_id AND item.response_id IS NULL
    AND (s.is_new OR s.problem <> '')
"""
COMMENTS = """
INSERT INTO consultation_comment (
    response_id, round_id, reference, edition_clause_id, edition_priority_id,
    section_key, section_title, question_id, stance, text, wanted_change, written_at,
    moderation, withheld_reason, redactions
)
SELECT s.response_id, %(round)s, c.reference, c.edition_clause_id,
    c.edition_priority_id, c.section_key, c.section_title, c.question_id, c.stance,
    c.text, c.wanted_change, s.received_at, 'received', '', '[]'
FROM import_comment AS c JOIN import_row AS s USING (n) WHERE s.is_new
ORDER BY c.n, c.question_id NULLS FIRST
"""
AROUND = (
    """
INSERT INTO consultation_answer (response_id, question_id, value)
SELECT response_id, given.key::bigint, given.value
FROM import_row, jsonb_each(answers) AS given WHERE is_new AND answers IS NOT NULL
""",
    """
INSERT INTO consultation_mandate (response_id, organisation, show_organisation, size,
    members, how_asked, is_user_led, client, authority)
SELECT response_id, told.* FROM import_row, jsonb_to_record(mandate) AS told (
    organisation text, show_organisation boolean, size text, members integer,
    how_asked text, is_user_led boolean, client text, authority text)
WHERE is_new AND mandate IS NOT NULL
""",
    """
INSERT INTO consultation_petition (response_id, handed_in, duplicates, in_area)
SELECT response_id, told.* FROM import_row, jsonb_to_record(petition) AS told (
    handed_in integer, duplicates integer, in_area integer)
WHERE is_new AND petition IS NOT NULL
""",
    """
INSERT INTO consultation_contact (
    response_id, name, email, show_name, wants_results, wants_later)
SELECT response_id, contact ->> 'name', contact ->> 'email', false, false, false
FROM import_row WHERE is_new AND contact IS NOT NULL
""",
    """
INSERT INTO consultation_importbatch_responses (importbatch_id, response_id)
SELECT %(batch)s, response_id FROM import_row WHERE is_new OR is_repeat
ON CONFLICT DO NOTHING
""",
)
NEW = """
SELECT n, response_id, body_hash, contact ->> 'email' <> '' FROM import_row
WHERE is_new ORDER BY n
"""
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


@dataclass
class Staged:
    """Rows that wait to be kept together."""

    rows: list[tuple] = field(default_factory=list)
    comments: list[tuple] = field(default_factory=list)


@dataclass(frozen=True)
class Kept:
    """A row that became a response."""

    number: int
    response: int
    body_hash: str
    has_email: bool


def keep(staged: Staged, **given: Any) -> list[Kept]:
    """Keep every good row, each once, inside the caller's transaction.

    `given` names round, batch, channel, by, now and the sentence for `other_words`.
    """
    with connection.cursor() as cursor:
        cursor.execute(MAKE)
        _copy(cursor, "import_row", ROW, staged.rows)
        _copy(cursor, "import_comment", COMMENT, staged.comments)
        cursor.execute("ANALYZE import_row")
        cursor.execute(QUEUE, given)
        for statement in (FIND, KEEP, NUMBER, AGAIN, COMMENTS, *AROUND):
            cursor.execute(statement, given)
        cursor.execute(NEW)
        return [Kept(*row) for row in cursor.fetchall()]


def _copy(cursor, table: str, columns: tuple[str, ...], rows: Iterable[tuple]) -> None:
    text = StringIO("".join(map(_line, rows)))
    cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN", text)


def _line(row: tuple) -> str:
    return "\t".join(map(_cell, row)) + "\n"


def _cell(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False)
    return str(value).translate(ESCAPES)
