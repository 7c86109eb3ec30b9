"""The tasks of a charter, in the order in which they are done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from charters import checklist, hub, provenance
from charters.hub import Task
from charters.models import Charter, Endorsement, weighing

HEADINGS = {
    hub.PREPARE: gettext_lazy("Prepare"),
    hub.WRITE: gettext_lazy("Write"),
    hub.PRIORITIES: gettext_lazy("Priorities"),
    hub.CHECK: gettext_lazy("Check"),
    hub.CONSULT: gettext_lazy("Consult"),
    hub.FINISH: gettext_lazy("Finish"),
}


@dataclass(frozen=True)
class Group:
    """A heading of the task list with its tasks."""

    key: str
    title: str
    tasks: list[Task]


def groups(charter, user) -> list[Group]:
    """The task list as one person sees it; groups without a task are left out."""
    tasks = [
        *_prepare(charter),
        *_write(charter),
        *_bring_in(charter),
        *_review(charter),
        *_priorities(charter),
        *_check(charter),
        *_finish(charter),
        *_endorse(charter),
        *hub.tasks_of_others(charter, user),
    ]
    found = [
        Group(key, title, [task for task in tasks if task.group == key])
        for key, title in HEADINGS.items()
    ]
    return [group for group in found if group.tasks]


def _url(charter, name: str, *args) -> str:
    return reverse(f"charters:{name}", args=[charter.council.slug, charter.slug, *args])


def _prepare(charter):
    steps = charter.timetable.count()
    yield Task(
        hub.PREPARE,
        _("Timetable"),
        _url(charter, "timetable"),
        "completed" if steps else "not_started",
        _("Everyone can see the days, and each change of a day"),
    )
    yield Task(
        hub.PREPARE,
        _("Advice on the draft"),
        _url(charter, "advice"),
        "completed" if charter.gateway_advice.exists() else "not_started",
        _("Three gateways; the advice is public"),
    )
    is_done = bool(charter.summary.strip() and charter.review_on)
    yield Task(
        hub.PREPARE,
        _("Name, summary and dates"),
        _url(charter, "details"),
        "completed" if is_done else "in_progress",
    )
    count = charter.facts.count()
    yield Task(
        hub.PREPARE,
        _("Evidence"),
        _url(charter, "evidence"),
        "completed" if count else "not_started",
        ngettext("%d piece", "%d pieces", count) % count if count else "",
    )


def _bring_in(charter):
    """An existing document is a start; once there are words, it is only a link."""
    waiting = charter.imports.filter(
        done_at__isnull=False, kept_at=None, refusal=""
    ).exists()
    if waiting or not charter.sections.filter(clauses__isnull=False).exists():
        yield Task(
            hub.WRITE,
            _("Bring in a document that you have"),
            _url(charter, "import_document"),
            "in_progress" if waiting else "not_started",
            _("Check what we found") if waiting else _("Optional"),
        )


def _review(charter):
    """People are asked early, and what they suggest is answered before anybody else."""
    waiting = charter.suggestions.waiting().count()
    asked = charter.reviewers.current().count()
    yield Task(
        hub.PREPARE,
        _("People who review the draft"),
        _url(charter, "reviewer_list"),
        "completed" if asked else "not_started",
        ngettext("%d person", "%d people", asked) % asked if asked else "",
    )
    if waiting or asked:
        yield Task(
            hub.WRITE,
            _("Suggestions of reviewers"),
            _url(charter, "suggestion_list"),
            "in_progress" if waiting else "completed",
            ngettext("%d waits for an answer", "%d wait for an answer", waiting)
            % waiting
            if waiting
            else _("All are answered"),
        )

    for title, name, count in (
        (_("Who the charter touches"), "stakeholders", charter.stakeholders.count()),
        (_("Who helped to make it"), "co_design", charter.co_design.count()),
        (_("Largest contracts"), "value_caps", charter.value_caps.count()),
    ):
        status = "completed" if count else "not_started"
        yield Task(hub.PREPARE, title, _url(charter, name), status)


def _write(charter):
    for section in charter.sections.prefetch_related("clauses"):
        count = len(section.clauses.all())
        status = "in_progress" if count else "not_started"
        yield Task(
            hub.WRITE,
            section.heading,
            _url(charter, "section_edit", section.key),
            "completed" if section.is_complete else status,
            paragraphs(count),
        )


def paragraphs(count: int) -> str:
    if not count:
        return _("No paragraphs yet")
    return _("1 paragraph") if count == 1 else _("%d paragraphs") % count


def _priorities(charter):
    complaints = {
        obstacle.key
        for obstacle in charter.obstacles(Charter.Status.CONSULTING)
        if getattr(obstacle, "where", "") == "priority"
    }
    for priority in charter.priorities.select_related("name"):
        yield Task(
            hub.PRIORITIES,
            str(priority),
            _url(charter, "priority_work", priority.code),
            "in_progress" if priority.code in complaints else "completed",
        )
    has_any = charter.priorities.exists()
    yield Task(
        hub.PRIORITIES,
        _("All priorities, and their order") if has_any else _("Add a priority"),
        _url(charter, "priority_work_list" if has_any else "priority_add"),
        "in_progress" if complaints or not has_any else "completed",
    )


def _check(charter):
    counted = provenance.of_document(charter.body())
    if counted is not None:
        yield Task(
            hub.CHECK,
            _("Why each paragraph is here"),
            _url(charter, "source_list"),
            "in_progress" if counted.without else "completed",
            _("%(done)d of %(total)d paragraphs say why")
            % {"done": counted.explained, "total": counted.paragraphs},
        )
    stages = set(weighing.latest(charter))
    is_done = {"scoping", "draft", "adoption"} <= stages
    is_stale = bool(weighing.stale(charter))
    yield Task(
        hub.CHECK,
        _("Equality analysis"),
        _url(charter, "equality"),
        "problem" if is_stale else "completed" if is_done else "in_progress",
        _("The text has changed since it was made")
        if is_stale
        else _("Attached at scoping, for the draft and for adoption"),
    )
    for row in checklist.checks(charter):
        yield Task(hub.CHECK, row.title, row.url, row.status, row.note)
    yield Task(
        hub.CHECK,
        _("Preview the charter"),
        _url(charter, "preview"),
        "completed" if charter.status not in Charter.EDITABLE else "in_progress",
        _("The page as people will see it"),
    )


def _endorse(charter):
    """A second opinion from outside; a charter can be in force without it."""
    if Endorsement.edition_to_submit(charter) is None:
        return
    last = charter.endorsements.last()
    states = {
        None: "not_started",
        Endorsement.Status.RETURNED: "problem",
        Endorsement.Status.ENDORSED: "completed",
    }
    yield Task(
        hub.FINISH,
        _("Endorsement by a body outside"),
        _url(charter, "endorsement"),
        states.get(last and last.status, "in_progress"),
        f"{last.body_name}: {last.get_status_display()}" if last else _("Optional"),
    )


def _finish(charter):
    if charter.is_in_force:
        yield Task(
            hub.FINISH,
            _("Scorecard: figures that were published"),
            _url(charter, "scorecard_work"),
            "in_progress",
        )
    base = charter.consultation_edition
    if base is not None:
        changes = list(charter.changes.since_last_consultation())
        total = len(changes)
        waiting = sum(not change.is_explained for change in changes)
        yield Task(
            hub.FINISH,
            _("Changes since the consultation"),
            _url(charter, "change_list"),
            "in_progress" if waiting else "completed",
            _("%(done)d of %(total)d changes have a reason")
            % {"done": total - waiting, "total": total},
        )
    if charter.status == Charter.Status.CONSULTED:
        yield Task(hub.FINISH, _("Submit for approval"), _url(charter, "submit"))
    elif charter.status in (Charter.Status.DRAFTING, Charter.Status.CONSULTING):
        yield Task(
            hub.FINISH,
            _("Submit for approval"),
            status="cannot_start",
            hint=_("After the consultation is concluded"),
        )
    elif charter.status == Charter.Status.DECIDING:
        yield Task(
            hub.FINISH,
            _("Submit for approval"),
            charter.waiting_approval.get_absolute_url(),
            "completed",
            _("With the approver"),
        )
