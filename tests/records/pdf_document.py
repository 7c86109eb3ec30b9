"""A charter's edition as the PDF template reads it, written for these tests."""


def edition_document(sections=2, clauses=2, priorities=2, text=None, kind="adopted"):
    """A document in the shape of `cvc-charter/1`, of any length."""
    return {
        "schema": "cvc-charter/1",
        "council": {"name": "Eastfield Council", "slug": "eastfield"},
        "charter": {
            "title": "Community Value Charter",
            "slug": "2027-to-2031",
            "area": "",
            "starts_on": "2027-01-14",
            "ends_on": "2031-03-31",
            "summary": "What *every pound* must do for people here.",
            "review_on": "2029-01-14",
        },
        "edition": {"number": 2, "kind": kind, "status_label": kind.capitalize()},
        "sections": [
            {
                "key": f"s{number}",
                "number": str(number),
                "heading": f"How we buy, part {number}",
                "clauses": [
                    {
                        "uid": f"{number}-{place}",
                        "number": f"{number}.{place}",
                        "text": text
                        or "We **publish** every promise.\n\n- who\n- when",
                        "is_open": False,
                        "because": [
                            {"kind": "law", "label": "The law", "wording": "An Act."}
                        ]
                        if place == 1
                        else [],
                    }
                    for place in range(1, clauses + 1)
                ],
            }
            for number in range(1, sections + 1)
        ],
        "priorities": [_priority(number) for number in range(1, priorities + 1)],
        "map": {
            "width": 100,
            "height": 50,
            "shapes": [
                {"name": "Moorside", "path": "M0,0L50,0L50,50Z"},
                {"name": "Harbour", "path": "M50,0L99,0L99,50Z"},
            ],
        },
        "changes": [
            {
                "label": "Paragraph 1.1",
                "kind": "reworded",
                "kind_label": "Reworded",
                "reasons": [
                    {
                        "kind": "issue",
                        "label": "What people told us",
                        "wording": "Forty people asked for it.",
                    }
                ],
            }
        ],
        "glossary": [{"term": "VCSE", "definition": "A charity or social enterprise."}],
    }


def _priority(number):
    return {
        "uid": f"p{number}",
        "code": f"P{number}",
        "title": f"Good local jobs {number}",
        "statement": "Contracts open real jobs to people who live here.",
        "why": "1 in 9 young people here are not in work.",
        "who_benefits": "Young people.",
        "places": ["Moorside"],
        "theme": "Work and skills",
        "outcomes": [
            {
                "uid": f"o{number}",
                "statement": "More young people in steady work",
                "targets": [
                    {
                        "uid": f"t{number}",
                        "metric": {
                            "code": "JOBS-1",
                            "title": "Apprenticeships",
                            "unit": "apprenticeships",
                        },
                        "baseline": "12",
                        "baseline_on": "2026-03-31",
                        "level": "1250",
                        "due_on": "2031-03-31",
                    }
                ],
            }
        ],
    }
