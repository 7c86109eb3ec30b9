"""A charter's edition as the PDF template reads it, written for these tests."""


def edition_document(sections=2, clauses=2, priorities=2, text=None, kind="adopted"):
    """A document in the shape of `cvc-charter/1`, of any length."""
    agreed = {
        "agreed_by": "The Cabinet of Eastfield",
        "agreed_on": "2027-01-07",
        "in_force_from": "2027-01-14",
    }
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
        "edition": {"number": 2, "kind": kind, "status_label": kind.capitalize()}
        | (agreed if kind == "adopted" else {}),
        "evidence": [
            {
                "uid": "f1",
                "number": "1",
                "claim": "11% of people aged 16 to 24 are out of work",
                "source": "Office for National Statistics",
                "url": "https://example.org/figures",
                "data_on": "2026-03-31",
            }
        ],
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
        "priorities": [
            _priority(number) | (_in_full() if number == 1 else {})
            for number in range(1, priorities + 1)
        ],
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


def _in_full():
    """What newer documents say of a priority, and older ones do not."""
    plain = _priority(1)
    [outcome] = plain["outcomes"]
    indicator = {
        "words": "young people out of work",
        "direction": "fewer",
        "baseline": "1800",
        "baseline_on": "2026-03-31",
        "source": "School leavers' survey",
        "change": "600",
        "level": "1200",
        "due_on": "2030-12-31",
    }
    return {
        "outcomes": [outcome | {"indicator": indicator}],
        "evidence": ["f1"],
        "builds_on": "The training kitchen at *St Anne's Hall*.",
        "strengths": [
            {
                "number": "3",
                "name": "St Anne's Hall",
                "kind": "Place",
                "place": "Moorside",
            }
        ],
        "offers": {
            "micro": "A week of work experience.",
            "sme": "An apprentice, with time to learn.",
            "large": "Ten apprentices, and pay for their bus.",
        },
        "felt": {
            "key": "helped",
            "question": "Did it help you, or somebody you know?",
            "missing_because": "",
        },
        "owner": "Head of Skills",
        "easy_read": "We want good jobs here.\nFirms can help you to find one.",
        "review_on": "2028-01-14",
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
