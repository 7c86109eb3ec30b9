"""Officers look at a random sample of signatures, and say what it shows of all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.lifecycle import Refused
from audit.models import Event
from consultation import sampling, telling
from consultation.models import PetitionSample, Response
from consultation.parcels import Content, Remark, Sender, Signed
from consultation.submission import submit
from tests.consultation.addresses import url
from tests.factories import open_round
from tests.stage import staged

pytestmark = pytest.mark.django_db


@staged
def round(eastfield):
    return open_round(eastfield)


@staged
def petition(round):
    content = Content(remarks=[Remark("Keep the baths.")], signed=Signed(1210, 10))
    lead = Sender("community", name="Lena Lead", email="lena@residents.example")
    return submit(round, content, lead, idempotency_key="petition").response.petition


@given(st.text(min_size=1), st.integers(1, 5000), st.integers(1, 200))
@settings(max_examples=60, deadline=None)
def test_the_same_seed_draws_the_same_signatures_each_once(seed, total, size):
    drawn = sampling.draw(seed, total, size)
    assert drawn == sampling.draw(seed, total, size)
    assert len(set(drawn)) == len(drawn) == min(total, size)
    assert 1 <= drawn[0] <= drawn[-1] <= total


@given(st.lists(st.booleans(), min_size=1, max_size=100), st.integers(0, 5000))
@settings(max_examples=60, deadline=None)
def test_an_estimate_never_leaves_what_can_be(verdicts, more):
    total = len(verdicts) + more
    found = sampling.estimate(verdicts, total)
    assert sum(verdicts) <= found.least <= found.likely <= found.most
    assert found.most <= total - verdicts.count(False)


def test_an_estimate_agrees_with_a_sum_done_by_hand():
    # 54 of 60 good: Wilson's interval at 95% is 0.7985 to 0.9534.
    found = sampling.estimate([True] * 54 + [False] * 6, 1200)
    assert (found.likely, found.least, found.most) == (1080, 958, 1144)
    everything = sampling.estimate([True, True, False], 3)
    assert (everything.least, everything.likely, everything.most) == (2, 2, 2)


def test_a_sample_is_drawn_once_and_its_seed_is_in_the_log(petition, dara):
    sample = PetitionSample.draw(petition, by=dara)
    assert PetitionSample.draw(petition, by=dara) == sample
    assert sample.numbers == sampling.draw(sample.seed, 1200, 60)
    event = Event.objects.get(verb="petition.sample_drawn")
    assert event.data == {"seed": sample.seed, "size": 60, "of": 1200}


def test_nothing_is_drawn_from_nothing(round, dara):
    content = Content(remarks=[Remark("Hm.")], signed=Signed(2, 2))
    empty = submit(round, content, Sender("other"), idempotency_key="empty").response
    with pytest.raises(Refused, match="no signature"):
        PetitionSample.draw(empty.petition, by=dara)


def test_the_estimate_stands_in_public_with_its_method(petition, round, dara, client):
    sample = PetitionSample.draw(petition, by=dara)
    assert "sample" not in telling.petitions(round)[0]
    sample.settle(sample.numbers[:6], by=dara)
    told = telling.petitions(round)[0]["sample"]
    assert told["seed"] == sample.seed
    assert (told["looked_at"], told["good"], told["likely"]) == (60, 54, 1080)


def test_a_petition_counts_as_one_response_beside_its_signatures(petition, round, dara):
    sample = PetitionSample.draw(petition, by=dara)
    sample.settle(sample.numbers[:6], by=dara)
    figures = round.figures()
    assert (figures["responses"], figures["signatures"]) == (1, 1200)


def test_officers_draw_and_mark_on_pages(petition, round, sign_in, dara):
    browser = sign_in(dara)
    uid = {"uid": petition.response.uid}
    shown = browser.get(url(round, "response_detail", **uid)).content.decode()
    assert "Lena Lead" in shown
    assert url(round, "draw_sample", **uid) in shown
    assert browser.get(url(round, "check_sample", **uid)).status_code == 404
    browser.post(url(round, "draw_sample", **uid))
    sample = PetitionSample.objects.get()
    marks = url(round, "check_sample", **uid)
    assert "Confirm that you looked at each" in browser.post(marks).content.decode()
    strange = browser.post(marks, {"is_done": "on", "wrong": ["5000"]})
    assert strange.status_code == 200
    first = [str(number) for number in sample.numbers[:6]]
    browser.post(marks, {"is_done": "on", "wrong": first})
    page = browser.get(marks).content.decode()
    assert "about 1,080 are good" in page
    assert sample.seed in page


def test_only_those_who_key_in_responses_may_draw(petition, round, sign_in, olu, bea):
    page = url(round, "draw_sample", uid=petition.response.uid)
    assert sign_in(bea).post(page).status_code == 403
    assert sign_in(olu).post(page).status_code == 404
    assert not PetitionSample.objects.exists()


def test_a_response_without_signatures_has_no_sample(round, sign_in, dara):
    said = [Remark("Only me.")]
    uid = submit(round, said, Sender("other"), idempotency_key="me").response.uid
    assert sign_in(dara).get(url(round, "draw_sample", uid=uid)).status_code == 404
    assert Response.objects.get(uid=uid).signatures == 0
