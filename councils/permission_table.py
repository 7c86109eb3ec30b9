"""Who may do what, read off the predicates that the running portal asks.

A permission's predicate has a name that is itself an expression, such as
`(has_role(approver) & ~is_author)`. Reading it for each kind of person gives three
answers: yes, no, and "if": it depends on the record at hand.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from rules.permissions import permissions

from councils.models import Role

YES, IF, NO = "yes", "if", ""
STEWARD, SUPPLIER = "steward", "supplier"
PEOPLE = [*Role.values, STEWARD, SUPPLIER]

# Predicates about the person alone: which kinds of person they are true of.
ABOUT_PEOPLE = {
    "is_member": set(Role.values),
    "is_officer": set(Role.values),
    "is_steward": {STEWARD},
    "is_authenticated": set(PEOPLE),
    "always_allow": set(PEOPLE),
    "always_true": set(PEOPLE),
    "always_deny": set(),
    "always_false": set(),
}
# Predicates about the record that only a supplier can meet.
ABOUT_SUPPLIERS = {"represents", "leads_organisation"}


@dataclass(frozen=True)
class Row:
    """One act: its permission, the answer for each kind of person, and on what."""

    act: str
    answers: dict[str, str]
    conditions: tuple[str, ...]


def rows() -> list[Row]:
    """Every act that any app has registered, in order of its name."""
    return [row_of(act, str(permissions[act])) for act in sorted(permissions)]


def row_of(act: str, expression: str) -> Row:
    tree = ast.parse(expression, mode="eval").body
    answers = {person: _word(_answer(tree, person)) for person in PEOPLE}
    return Row(act, answers, tuple(_conditions(tree)))


def _word(answer: bool | None) -> str:
    return {True: YES, None: IF, False: NO}[answer]


def _answer(node: ast.expr, person: str) -> bool | None:
    """Kleene's three values: None where it depends on the record."""
    match node:
        case ast.BinOp(left=left, op=ast.BitAnd(), right=right):
            both = {_answer(left, person), _answer(right, person)}
            return False if False in both else None if None in both else True
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            both = {_answer(left, person), _answer(right, person)}
            return True if True in both else None if None in both else False
        case ast.UnaryOp(op=ast.Invert(), operand=operand):
            answer = _answer(operand, person)
            return None if answer is None else not answer
        case ast.Call(func=ast.Name(id="has_role"), args=args):
            return person in {arg.id for arg in args}
        case ast.Call(func=ast.Name(id=name)) | ast.Name(id=name):
            return _by_name(name, person)
    raise ValueError(f"Who may do this cannot be read from {ast.unparse(node)!r}.")


def _by_name(name: str, person: str) -> bool | None:
    if name in ABOUT_PEOPLE:
        return person in ABOUT_PEOPLE[name]
    if name in ABOUT_SUPPLIERS:
        return None if person == SUPPLIER else False
    return None


def _conditions(tree: ast.expr) -> Iterator[str]:
    """What the answer depends on, in words: "not author" for `~is_author`."""
    refused = {
        id(node.operand)
        for node in ast.walk(tree)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert)
    }
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Name) or node.id in ABOUT_PEOPLE:
            continue
        if node.id in Role.values or node.id == "has_role":
            continue
        if id(node) in called and node.id not in ABOUT_SUPPLIERS:
            continue
        words = node.id.removeprefix("is_").replace("_", " ")
        yield f"not {words}" if id(node) in refused else words


SHORT = {
    Role.DRAFTER: "Dr",
    Role.CONSULTATION_LEAD: "CL",
    Role.MODERATOR: "Mo",
    Role.EQUALITY_OFFICER: "EO",
    Role.APPROVER: "Ap",
    Role.MONITORING_OFFICER: "MO",
    Role.PROCUREMENT_OFFICER: "PO",
    Role.BID_OPENER: "BO",
    Role.EVALUATOR: "Ev",
    Role.EVALUATION_CHAIR: "EC",
    Role.CONTRACT_MANAGER: "CM",
    Role.ADMINISTRATOR: "Ad",
    Role.AUDITOR: "Au",
    Role.ASSURER: "As",
    Role.CO_PRODUCTION: "CP",
    STEWARD: "St",
    SUPPLIER: "Su",
}


def as_markdown() -> str:
    """The whole of `docs/permissions.md`."""
    names = dict(Role.choices) | {
        STEWARD: "National steward",
        SUPPLIER: "Supplier, for its own organisation",
    }
    lines = [
        "# Who may do what",
        "",
        "Written by `python3 manage.py permission_table` from the predicates in each",
        "app's `permissions.py`, and run by `tests/house/test_permission_table.py`: an",
        "act that is missing here, or that answers otherwise, fails there.",
        "",
        "**yes**: whoever holds the role may. **if**: it also depends on the record",
        "(last column). Empty: refused. *When* an act can be done is not a matter of",
        "permission: see [lifecycles.md](lifecycles.md).",
        "",
        "People from another council get “page not found”, people without the role “no",
        "access”, visitors are asked to sign in. Whoever holds a role, the national",
        "steward and support staff show a second factor first. Sealed bids are",
        "encrypted: no role can read one before it is opened. Support staff have the",
        "admin, which only shows.",
        "",
        "| Column | Role |",
        "|---|---|",
        *(f"| {SHORT[person]} | {names[person]} |" for person in PEOPLE),
    ]
    table = rows()
    for app in sorted({row.act.partition(".")[0] for row in table}):
        lines += ["", f"## {app}", ""]
        lines.append(f"| Act | {' | '.join(SHORT[p] for p in PEOPLE)} | Depends on |")
        lines.append("|---" * (len(PEOPLE) + 2) + "|")
        for row in table:
            if row.act.startswith(f"{app}."):
                cells = " | ".join(row.answers[person] for person in PEOPLE)
                act = row.act.partition(".")[2]
                lines.append(f"| `{act}` | {cells} | {', '.join(row.conditions)} |")
    return "\n".join(lines) + "\n"
