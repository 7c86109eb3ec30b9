"""The survey of residents' views as tables: each question in each wave that is over."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from charters import views_of_residents
from charters.models import ViewSurvey
from charters.views_of_residents import NOT_SAID, Row
from metrics.models import DatedRule


@dataclass
class Result:
    """One question: its answers in each wave, and by place and age in each wave."""

    code: str
    wording: str
    waves: list[str] = field(default_factory=list)
    lines: dict[str, list] = field(default_factory=dict)
    groups: list[tuple[str, str, list[Row]]] = field(default_factory=list)


def ages() -> dict[str, str]:
    """The age bands of the agreed questions about equality."""
    asked = DatedRule.objects.value("equality_questions")["questions"]
    age = next(one for one in asked if one["code"] == "age")
    return {option["code"]: option["label"] for option in age["options"]}


HEADER = (
    "question",
    "wave",
    "table",
    "group or answer",
    "good answers",
    "answers",
    "percent",
)


def file_rows(results: list[Result]) -> list[tuple]:
    """The tables of the page as rows; what is hidden there is an empty cell here."""
    found: list[tuple] = []
    for result in results:
        for label, counts in result.lines.items():
            for wave, (count, percent) in zip(result.waves, counts, strict=True):
                line = (result.wording, wave, _("All answers"), str(label))
                found.append((*line, None, count, percent))
        for wave, what, rows in result.groups:
            for row in rows:
                line = (result.wording, wave, what, str(row.label))
                found.append((*line, row.good, row.answers, row.percent))
    return found


def results_of(charter) -> list[Result]:
    """Nothing of a wave is shown while it is open: two pictures of different days
    would tell what the people between them said."""
    rule = DatedRule.objects.value("small_numbers")
    least = max(rule["hide_under"], rule["lowest_allowed"])
    base = rule["percentage_base"]
    places = dict(charter.council.areas.values_list("code", "name"))
    places[NOT_SAID] = bands_not_said = _("Not said")
    bands = {**ages(), NOT_SAID: bands_not_said}
    found: dict[str, Result] = {}
    for survey in ViewSurvey.objects.filter(charter=charter).over():
        views = list(survey.views.values_list("answers", "area__code", "age"))
        wave = str(survey.get_wave_display())
        for asked in survey.questions:
            code, good = asked["code"], set(asked["good"])
            result = found.setdefault(code, Result(code, asked["wording"]))
            result.waves.append(wave)
            given = [
                (said[code], area or NOT_SAID, age)
                for said, area, age in views
                if code in said
            ]
            labels = {one["code"]: one["label"] for one in asked["options"]}
            counted = views_of_residents.options(
                [one for one, _area, _age in given], labels, least, base
            )
            for key, label in labels.items():
                result.lines.setdefault(label, []).append(counted[key])
            result.groups += [
                (
                    wave,
                    _("By place"),
                    views_of_residents.rows(
                        [(area, one in good) for one, area, _age in given],
                        places,
                        least,
                        base,
                    ),
                ),
                (
                    wave,
                    _("By age"),
                    views_of_residents.rows(
                        [(age, one in good) for one, _area, age in given],
                        bands,
                        least,
                        base,
                    ),
                ),
            ]
    return list(found.values())
