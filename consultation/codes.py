"""The short code of each box of the printed form, the same where officers key it in.

C1, C2 … are comments, Q1, Q2 … the answers, W who it speaks for, S the signatures of a
petition, N how to reach the sender. Pure.
"""

COMMENT = ("subject", "stance", "text", "wanted_change")
SPEAKS_FOR = (
    *("kind", "area", "organisation", "show_organisation", "size", "members"),
    *("how_asked", "is_user_led", "client", "authority"),
)
PETITION = ("signatures", "duplicates", "in_area")
SENDER = (
    *("is_child", "name", "show_name", "email", "wants_results", "wants_later"),
    "confidential_because",
)
LETTERS = {"W": SPEAKS_FOR, "S": PETITION, "N": SENDER}


def of_comment(number: int, part: str) -> str:
    """C2b: the view in the second comment."""
    return f"C{number}{'abcd'[COMMENT.index(part)]}"


def of_question(number: int) -> str:
    return f"Q{number}"


def of_field(name: str) -> str:
    """The code of a field about the sender, or "" when the form has no box for it."""
    for letter, names in LETTERS.items():
        if name in names:
            return f"{letter}{names.index(name) + 1}"
    return ""
