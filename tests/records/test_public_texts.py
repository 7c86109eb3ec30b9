import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps

from audit import clock
from audit.lifecycle import Refused
from audit.models import Event
from councils.models import Council, User
from records.models import ModerationDecision, PublicText, PublicTextQuerySet

pytestmark = pytest.mark.django_db
TEXT = "Call Ann on 01234 567890. The **park** needs light."
NUMBER = (12, 24, "personal")


@pytest.fixture(scope="module")
def kind():
    """A public text of the tests' own, so that no app above is needed."""
    with isolate_apps("records") as isolated:

        class Remark(PublicText):
            council = models.ForeignKey(Council, models.PROTECT, related_name="+")

            objects = PublicTextQuerySet.as_manager()
            written_at = models.DateTimeField(default=clock.now)

            class Meta(PublicText.Meta):
                app_label = "records"

            @property
            def trail_reference(self):
                return f"remark-{self.pk}"

        for model in (Council, User):
            isolated.do_pending_operations(model)
    return Remark


@pytest.fixture
def remark(kind, eastfield):
    with connection.schema_editor() as editor:
        editor.create_model(kind)
    return kind.objects.create(text=TEXT, council=eastfield)


def test_nothing_is_public_before_it_is_checked(remark, kind):
    assert remark.public_text == ""
    assert not kind.objects.public().exists()
    assert kind.objects.to_moderate().get() == remark


def test_publishing_shows_the_words_and_leaves_an_event(remark, kind, mona):
    remark.publish(mona)
    assert kind.objects.public().get() == remark
    assert remark.public_text == TEXT
    assert "<strong>park</strong>" in remark.public_html
    event = Event.objects.get(subject_kind="remark")
    assert (event.verb, event.actor) == ("remark.published", str(mona.actor_id))
    assert (remark.moderated_by, bool(remark.moderated_at)) == (mona, True)


def test_words_are_removed_from_sight_and_never_from_the_record(remark, mona):
    remark.publish_in_part([NUMBER], mona)
    remark.refresh_from_db()
    assert remark.text == TEXT
    assert "01234" not in remark.public_text
    assert "[personal details removed]" in remark.public_html
    assert remark.public_plain == (
        "Call Ann on [personal details removed]. The park needs light."
    )
    event = Event.objects.get(subject_kind="remark")
    assert event.verb == "remark.published_in_part"
    about = {"kind": "records.remark", "text": remark.pk}
    assert event.data == about | {"spans": 1, "reasons": ["personal"]}


def test_without_the_overlay_the_number_would_be_read(remark, mona):
    """Negative control: it stands in the text that was kept."""
    remark.publish_in_part([NUMBER], mona)
    assert "01234 567890" in remark.text


def test_a_text_is_withheld_for_a_reason_that_is_counted(remark, kind, mona):
    remark.withhold("abuse", mona)
    assert remark.public_text == remark.public_html == ""
    assert kind.objects.withheld().get().withheld_reason == "abuse"
    assert Event.objects.get(subject_kind="remark").data["reason"] == "abuse"


@pytest.mark.parametrize(
    ("verb", "given"),
    [
        ("withhold", ""),
        ("withhold", "I do not like it"),
        ("publish_in_part", []),
        ("publish_in_part", [(0, 9999, "personal")]),
        ("publish_in_part", [(0, 4, "taste")]),
    ],
)
def test_a_decision_without_a_good_reason_is_refused(remark, mona, verb, given):
    with pytest.raises(Refused):
        getattr(remark, verb)(given, mona)
    remark.refresh_from_db()
    assert remark.moderation == "received"
    assert not Event.objects.filter(subject_kind="remark").exists()


def test_a_moderator_may_think_again_and_each_decision_is_kept(remark, mona):
    remark.withhold("off_topic", mona)
    remark.publish_in_part([NUMBER], mona)
    remark.publish(mona)
    assert (remark.withheld_reason, remark.redactions) == ("", [])
    assert [event.verb for event in Event.objects.filter(subject_kind="remark")] == [
        "remark.withheld",
        "remark.published_in_part",
        "remark.published",
    ]


@pytest.mark.parametrize(
    "row",
    [
        {"moderation": "withheld"},
        {"moderation": "received", "withheld_reason": "abuse"},
        {"moderation": "published_in_part"},
        {"moderation": "published", "redactions": [{"start": 0}]},
        {"moderation": "published", "moderated_at": None},
    ],
)
def test_the_database_refuses_what_no_moderator_could_decide(remark, kind, row):
    whole = {"moderated_at": clock.now()} | row
    with pytest.raises(IntegrityError, match="remark"), transaction.atomic():
        kind.objects.filter(pk=remark.pk).update(**whole)


def test_each_decision_is_kept_and_cannot_be_altered(remark, mona):
    remark.withhold("off_topic", mona)
    remark.publish(mona)
    kept = ModerationDecision.objects.about(remark)
    assert [(one.decision, one.reasons, one.is_first) for one in kept] == [
        ("withheld", ["off_topic"], True),
        ("published", [], False),
    ]
    assert str(mona.actor_id) in {one.actor for one in kept}
    with pytest.raises(DatabaseError, match="insert"), transaction.atomic():
        kept.update(decision="published")
