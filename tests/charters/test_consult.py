"""What consultation asks of a charter: begin, cancel, conclude, hold, lift."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from audit import clock
from audit.models import Event
from charters.models import Charter, Edition
from councils.models import Role
from tests import factories
from tests.stage import staged

Status = Charter.Status


@staged
def charter(eastfield, dara):
    return factories.ready_charter(eastfield, by=dara)


def frozen(charter):
    return charter.freeze("consultation", by=charter.created_by)


def in_days(days):
    return clock.now() + dt.timedelta(days=days)


def test_an_edition_can_be_read_from_the_moment_that_was_set(charter, dara, travel):
    edition = frozen(charter)
    opens_at = in_days(7)
    charter.begin_consultation(edition, by=dara, public_from=opens_at)
    assert charter.status == Status.CONSULTING
    assert not Edition.objects.public().exists()
    assert not Charter.objects.public().exists()
    travel(to=opens_at)
    assert Edition.objects.public().get() == edition
    assert Charter.objects.public().get() == charter


def test_beginning_is_written_in_the_trail(charter, dara):
    charter.begin_consultation(frozen(charter), by=dara)
    begun = Event.objects.get(verb="charter.consultation_begun")
    assert begun.data["edition"] == 1
    assert Event.objects.filter(verb="edition.published").count() == 1


def test_only_the_words_that_stand_now_are_put_to_consultation(charter, dara):
    edition = frozen(charter)
    factories.reword(charter)
    with pytest.raises(ValidationError, match="text has changed"):
        charter.begin_consultation(edition, by=dara)
    charter.refresh_from_db()
    assert charter.status == Status.DRAFTING


def test_an_edition_of_another_charter_or_kind_is_refused(charter, eastfield, dara):
    other = frozen(factories.ready_charter(eastfield, by=dara))
    outline = charter.freeze("outline", by=dara)
    for edition in (other, outline):
        with pytest.raises(ValidationError, match="Choose a consultation edition"):
            charter.begin_consultation(edition, by=dara)


def test_a_consultation_that_has_not_opened_can_be_taken_back(charter, dara):
    charter.begin_consultation(frozen(charter), by=dara, public_from=in_days(7))
    charter.cancel_consultation(by=dara)
    assert charter.status == Status.DRAFTING
    assert charter.consultation_edition is None
    assert not Edition.objects.public(in_days(8)).exists()


def test_a_second_consultation_taken_back_leaves_the_charter_consulted(charter, dara):
    charter.begin_consultation(frozen(charter), by=dara)
    charter.conclude_consultation(by=dara)
    factories.reword(charter)
    charter.begin_consultation(frozen(charter), by=dara, public_from=in_days(7))
    assert charter.consultation_edition.number == 2
    charter.cancel_consultation(by=dara)
    assert charter.status == Status.CONSULTED
    assert charter.consultation_edition.number == 1
    assert len(charter.unexplained_changes()) == 1


REFUSED = {
    "conclude_consultation": ["drafting", "consulted", "deciding", "adopted"],
    "cancel_consultation": ["drafting", "adopted", "withdrawn"],
}


@pytest.mark.parametrize(
    ("verb", "status"), [(verb, one) for verb, all_ in REFUSED.items() for one in all_]
)
def test_a_verb_is_refused_where_it_has_no_meaning(charter, dara, verb, status):
    Charter.objects.filter(pk=charter.pk).update(
        status=status,
        adopted_on=clock.today(),
        adopted_by=factories.somebody(charter.council, Role.APPROVER),
    )
    with pytest.raises(ValidationError):
        getattr(charter, verb)(by=dara)
    assert Charter.objects.get(pk=charter.pk).status == status


def test_a_hold_locks_the_text_until_its_time_and_blocks_until_it_is_lifted(
    charter, dara, travel
):
    charter.begin_consultation(frozen(charter), by=dara)
    closes_at = in_days(56)
    charter.hold("round:1", "A round is open.", by=dara, locks_text_until=closes_at)
    with pytest.raises(ValidationError, match="A round is open"):
        factories.reword(charter)
    travel(to=closes_at)
    factories.reword(charter)
    charter.conclude_consultation(by=dara)
    assert "A round is open." in charter.obstacles(Status.DECIDING)
    charter.lift("round:1", by=dara)
    assert "A round is open." not in charter.obstacles(Status.DECIDING)


def test_without_a_hold_the_text_stays_open_while_people_are_asked(charter, dara):
    charter.begin_consultation(frozen(charter), by=dara)
    factories.reword(charter)


def test_holding_again_moves_the_time_and_lifting_nothing_is_no_event(charter, dara):
    charter.hold("round:1", "Open.", by=dara, locks_text_until=in_days(1))
    charter.hold("round:1", "Open longer.", by=dara, locks_text_until=in_days(9))
    assert charter.holds.get().sentence == "Open longer."
    charter.lift("nothing", by=dara)
    assert not Event.objects.filter(verb="charter.hold_lifted").exists()
