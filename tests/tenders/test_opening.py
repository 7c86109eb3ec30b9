"""The opening: who, when, both or nothing, and what a manipulated bid does."""

import datetime as dt
import hashlib
import json
from base64 import b64decode
from itertools import permutations

import pytest
from django.db import IntegrityError, connection, transaction

from audit import clock
from audit.lifecycle import Refused
from audit.models import Event
from audit.tasks import sweep
from councils.models import Membership, Role
from tenders import bids, opening, publication, sealing
from tenders.award import exclude
from tenders.models import (
    Bid,
    BidCommitment,
    KeyShare,
    OpeningStep,
    Tender,
)
from tenders.opener_keys import make_opener_key
from tests import factories
from tests.factories import passphrase_of
from tests.stage import staged

CANARY = "canary-7f3a-otter"


@staged
def tender(eastfield):
    return factories.published_tender(eastfield)


@pytest.fixture
def openers(tender):
    return [one.user for one in tender.openers.all()]


@pytest.fixture
def after_close(tender):
    with clock.at(tender.opens_from):
        yield


def with_key(user):
    return user, passphrase_of(user)


def test_any_two_openers_open_all_bids(tender, openers, brightwork):
    bid = factories.sealed_bid(tender, brightwork, level=3, text=CANARY)
    for pair in permutations(openers, 2):
        point = transaction.savepoint()
        with clock.at(tender.opens_from):
            done = opening.open_bids(tender, [with_key(one) for one in pair])
        assert (done.bids, done.remarks) == (1, [])
        assert bid.commitments.get().level == 3
        transaction.savepoint_rollback(point)
        tender.refresh_from_db()


def test_an_opening_writes_down_what_was_promised(tender, brightwork):
    bid = factories.sealed_bid(tender, brightwork, level=3, text=CANARY)
    factories.open_tender(tender)
    bid.refresh_from_db()
    assert (bid.status, bid.letter) == (Bid.Status.OPENED, "A")
    promise = bid.commitments.get()
    assert promise.level == 3
    assert CANARY in promise.method
    assert CANARY in bid.answers.get().text
    assert promise.wording.startswith("Apprenticeships started by local people: 3 ")
    opened = Event.objects.get(verb="tender.opened")
    assert opened.data["bids"] == 1
    assert len(opened.data["openers"]) == 2


def test_the_first_opener_alone_opens_nothing(tender, openers, after_close):
    opening.begin_opening(tender, *with_key(openers[0]))
    with pytest.raises(Refused) as refusal:
        opening.finish_opening(tender, *with_key(openers[0]))
    assert refusal.value.code == "same_person"
    tender.refresh_from_db()
    assert not tender.is_opened


def test_the_second_step_without_the_first_opens_nothing(tender, openers, after_close):
    with pytest.raises(Refused) as refusal:
        opening.finish_opening(tender, *with_key(openers[1]))
    assert refusal.value.code == "first_missing"


def test_the_first_step_lapses_after_an_hour(tender, openers):
    with clock.at(tender.opens_from):
        opening.begin_opening(tender, *with_key(openers[0]))
    an_hour_later = tender.opens_from + dt.timedelta(hours=1)
    with clock.at(an_hour_later), pytest.raises(Refused):
        opening.finish_opening(tender, *with_key(openers[1]))


def test_what_the_first_step_keeps_is_still_sealed(tender, openers, after_close):
    step = opening.begin_opening(tender, *with_key(openers[0]))
    private = sealing.unlock(
        tender.openers.get(user=openers[0]).key.as_locked, passphrase_of(openers[0])
    )
    assert len(step.halves) == 2
    for half in step.halves.values():
        with pytest.raises(sealing.SealingError):
            sealing.peel(b64decode(half), private)
        assert not b64decode(half).startswith(sealing.KEY_MAGIC)


def test_a_wrong_passphrase_opens_nothing(tender, openers, after_close):
    with pytest.raises(Refused):
        opening.begin_opening(tender, openers[0], "not the right passphrase")
    assert not OpeningStep.objects.exists()
    opening.begin_opening(tender, *with_key(openers[0]))
    with pytest.raises(Refused):
        opening.finish_opening(tender, openers[1], passphrase_of(openers[0]))
    tender.refresh_from_db()
    assert not tender.is_opened


def test_somebody_who_was_not_named_opens_nothing(tender, mona, after_close):
    Membership.grant(tender.council, mona, Role.BID_OPENER)
    make_opener_key(mona, tender.council, passphrase_of(mona), strength="fast")
    with pytest.raises(Refused, match="not named"):
        opening.begin_opening(tender, *with_key(mona))


def test_nobody_opens_early_and_each_attempt_is_on_the_record(tender, openers):
    early = "Nobody can open them before"
    for seconds in (-86400, -1, 0, 299):
        moment = tender.bids_close_at + dt.timedelta(seconds=seconds)
        with clock.at(moment), pytest.raises(Refused, match=early):
            opening.begin_opening(tender, *with_key(openers[0]))
    assert Event.objects.filter(verb="tender.early_opening_refused").count() == 4


def test_the_database_refuses_an_early_opening_too(tender):
    early = tender.bids_close_at - dt.timedelta(seconds=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tender.objects.filter(pk=tender.pk).update(
            status=Tender.Status.OPENED, opened_at=early
        )


def test_the_deadline_cannot_be_moved_to_open_early(tender):
    sooner = clock.now() + dt.timedelta(minutes=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tender.objects.filter(pk=tender.pk).update(bids_close_at=sooner)


def test_bids_are_opened_once(tender, openers):
    factories.sealed_bid(tender)
    factories.open_tender(tender)
    later = tender.opens_from + dt.timedelta(hours=2)
    with clock.at(later), pytest.raises(Refused):
        opening.begin_opening(tender, *with_key(openers[0]))


def test_a_tender_without_bids_opens_empty_and_can_only_be_cancelled(tender):
    factories.open_tender(tender)
    assert tender.opening.bids == 0
    with pytest.raises(Refused, match="No bid was received"):
        tender.begin_evaluation(by=tender.created_by)
    tender.cancel("Nobody bid.", by=tender.created_by)


def test_drafts_and_withdrawn_bids_are_not_opened(tender, brightwork, fenland):
    unsent = factories.draft_bid(tender, brightwork)
    withdrawn = factories.sealed_bid(tender, fenland)
    bids.withdraw(withdrawn, by=factories.somebody_of(fenland))
    factories.open_tender(tender)
    assert tender.opening.bids == 0
    assert not BidCommitment.objects.exists()
    assert unsent.has_draft()


def test_the_latest_version_is_the_one_that_counts(tender, brightwork):
    factories.sealed_bid(tender, brightwork, level=1)
    bid = factories.draft_bid(tender, brightwork, level=4)
    bids.seal(bid, by=factories.somebody_of(brightwork))
    factories.open_tender(tender)
    assert [one.level for one in BidCommitment.objects.all()] == [4]


# Manipulation. Somebody with the database disables triggers and changes rows.


def tamper(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = DEFAULT")


def flip(bid):
    sealed = bytearray(bid.latest.sealed)
    sealed[500] ^= 1
    tamper(
        "UPDATE tenders_bidversion SET sealed = %s WHERE bid_id = %s",
        bytes(sealed),
        bid.pk,
    )


def flip_and_rehash(bid):
    flip(bid)
    found = hashlib.sha256(bytes(bid.latest.sealed)).hexdigest()
    tamper("UPDATE tenders_bidversion SET sha256 = %s WHERE bid_id = %s", found, bid.pk)


def forge(bid):
    """Another text, sealed with the public key under the right label and hashes."""
    label = sealing.Label(bid.tender.uid, bid.organisation.uid, 1)
    envelope = sealing.seal({"x": 1}, bytes(bid.tender.sealing_key), label)
    tamper(
        "UPDATE tenders_bidversion SET sealed = %s, sha256 = %s, manifest = %s"
        " WHERE bid_id = %s",
        envelope.sealed,
        hashlib.sha256(envelope.sealed).hexdigest(),
        envelope.manifest,
        bid.pk,
    )


def copy_of_rival(bid):
    rival = Bid.objects.get(organisation__name__startswith="Fenland").latest
    tamper(
        "UPDATE tenders_bidversion SET sealed = %s, sha256 = %s, manifest = %s"
        " WHERE bid_id = %s",
        bytes(rival.sealed),
        rival.sha256,
        rival.manifest,
        bid.pk,
    )


def late(bid):
    tamper(
        "UPDATE tenders_bidversion SET received_at = %s WHERE bid_id = %s",
        bid.tender.bids_close_at,
        bid.pk,
    )


def other_version(bid):
    tamper("UPDATE tenders_bidversion SET number = 2 WHERE bid_id = %s", bid.pk)


ATTACKS = [flip, flip_and_rehash, forge, copy_of_rival, late, other_version]


@pytest.mark.slow
def test_manipulated_bids_fail_loudly_and_the_others_open(tender, fenland):
    good = factories.sealed_bid(tender, fenland)
    victims = {
        attack: factories.sealed_bid(tender, factories.make_supplier(attack.__name__))
        for attack in ATTACKS
    }
    for attack, bid in victims.items():
        attack(bid)
    factories.open_tender(tender)
    good.refresh_from_db()
    assert good.status == Bid.Status.OPENED
    for attack, bid in victims.items():
        bid.refresh_from_db()
        assert bid.status == Bid.Status.DAMAGED, attack.__name__
        assert f"{bid.reference}: {bid.problem}" in tender.opening.remarks
        assert not bid.commitments.exists()
    assert len(tender.opening.remarks) == len(ATTACKS)
    with pytest.raises(Refused, match="could not be opened"):
        tender.begin_evaluation(by=tender.created_by)
    for bid in victims.values():
        exclude(bid, "Manipulated; the supplier was heard.", by=tender.created_by)
    tender.begin_evaluation(by=tender.created_by)


def test_without_the_tenders_own_record_a_forged_bid_would_pass(
    tender, brightwork, monkeypatch
):
    """The negative control of the chain: only the evidence stops a full forgery."""
    bid = factories.sealed_bid(tender, brightwork)
    text = factories.draft_bid(tender, brightwork, level=1).read_draft()
    label = sealing.Label(tender.uid, brightwork.uid, 1)
    envelope = sealing.seal(text.as_document(), bytes(tender.sealing_key), label)
    tamper(
        "UPDATE tenders_bidversion SET sealed = %s, sha256 = %s, manifest = %s"
        " WHERE bid_id = %s",
        envelope.sealed,
        envelope.sha256,
        envelope.manifest,
        bid.pk,
    )
    monkeypatch.setattr(opening._Evidence, "check", lambda *anything: None)
    factories.open_tender(tender)
    assert bid.commitments.get().level == 1


def test_a_deleted_bid_is_missed(tender, brightwork, fenland):
    gone = factories.sealed_bid(tender, brightwork)
    factories.sealed_bid(tender, fenland)
    tamper("DELETE FROM tenders_bidversion WHERE bid_id = %s", gone.pk)
    tamper("DELETE FROM tenders_bid WHERE id = %s", gone.pk)
    factories.open_tender(tender)
    assert tender.opening.bids == 1
    assert any(gone.reference in line for line in tender.opening.remarks)


def test_a_broken_record_of_sealed_bids_is_named(tender, brightwork):
    factories.sealed_bid(tender, brightwork)
    tamper(
        "UPDATE audit_event SET actor = 'x' WHERE chain = %s AND sequence = 1",
        tender.sealed_chain,
    )
    factories.open_tender(tender)
    assert "broken at entry 1" in tender.opening.remarks[0]


# What a copy of the database gives away before the opening.


def dump() -> str:
    """Everything in the database as text, bytes as hexadecimal."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT row_to_json(t)::text FROM {name} t")
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


def everywhere(canary: str) -> bool:
    text = dump()
    return canary in text or canary.encode().hex() in text


def test_no_word_of_a_bid_is_in_the_database_before_the_opening(tender, brightwork):
    bid = factories.draft_bid(tender, brightwork, text=CANARY)
    bids.note_step(bid, {"where": CANARY}, by=factories.somebody_of(brightwork))
    assert not everywhere(CANARY)
    bids.seal(bid, by=factories.somebody_of(brightwork))
    sweep()
    assert not everywhere(CANARY)
    factories.open_tender(tender)
    assert everywhere(CANARY)  # the negative control: the search does find it


def test_no_passphrase_and_no_private_key_is_in_the_database(tender, openers):
    text = dump()
    for user in openers:
        key = tender.openers.get(user=user).key
        private = sealing.unlock(key.as_locked, passphrase_of(user))
        assert passphrase_of(user) not in text
        assert private.hex() not in text
    assert bytes(tender.sealing_key).hex() in text  # the search does find keys


def test_the_draft_is_wiped_when_it_is_sealed(tender, brightwork):
    bid = factories.sealed_bid(tender, brightwork)
    assert not bid.has_draft()
    assert json.dumps(bid.read_draft().as_document()["promises"]) == "[]"


# Recovery sheets.


@pytest.fixture
def sheets(eastfield, max):
    tender = factories.ready_tender(eastfield)
    codes = publication.make_recovery_sheets(tender, by=max)
    tender.publish(by=tender.created_by)
    return tender, codes, max


def test_both_sheets_in_any_order_open_the_bids_after_the_deadline(sheets):
    tender, codes, officer = sheets
    factories.sealed_bid(tender)
    with clock.at(tender.opens_from):
        opening.open_with_sheets(
            tender,
            codes[::-1],
            by=officer,
            reason="Two openers are ill.",
        )
    assert tender.opening.bids == 1
    assert tender.opening.second_by is None


def test_one_sheet_twice_opens_nothing(sheets):
    tender, codes, officer = sheets
    with clock.at(tender.opens_from):
        for pair in ((codes[0], codes[0]), (codes[1], codes[1]), (codes[0], "x")):
            with pytest.raises(Refused, match="do not open"):
                opening.open_with_sheets(tender, pair, by=officer, reason="Ill.")


def test_sheets_open_nothing_early_and_nothing_without_a_reason(sheets):
    tender, codes, officer = sheets
    with pytest.raises(Refused):
        opening.open_with_sheets(tender, codes, by=officer, reason="Ill.")
    with clock.at(tender.opens_from), pytest.raises(Refused, match="Enter why"):
        opening.open_with_sheets(tender, codes, by=officer, reason=" ")


def test_the_codes_are_not_in_the_database(sheets):
    _tender, codes, _officer = sheets
    text = dump()
    for code in codes:
        assert code not in text
        assert sealing.read_printed_code(code).hex() not in text


def test_only_pairs_are_kept(tender, sheets):
    assert KeyShare.objects.filter(tender=tender).count() == 6
    assert KeyShare.objects.filter(tender=sheets[0]).count() == 7


def test_what_was_sealed_is_never_changed(tender, brightwork):
    factories.sealed_bid(tender, brightwork)
    for statement in (
        "UPDATE tenders_bidversion SET received_at = now()",
        "DELETE FROM tenders_bidversion",
        "UPDATE tenders_keyshare SET wrapped = ''",
        "DELETE FROM tenders_keyshare",
    ):
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            connection.cursor() as raw,
        ):
            raw.execute(statement)
