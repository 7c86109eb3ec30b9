"""The public page of a charter says in schema.org's words what it says in ours."""

import json
import re

import pytest

from charters import linked_data
from tests import factories
from tests.stage import staged

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


@staged
def charter(eastfield):
    return factories.adopted_charter(eastfield)


def told(client, charter) -> tuple[dict, str]:
    answer = client.get(charter.get_absolute_url())
    page = answer.content.decode()
    (block,) = BLOCK.findall(page)
    return json.loads(block), page


def test_it_names_the_charter_its_council_and_its_parts(client, charter, settings):
    data, page = told(client, charter)
    assert data["name"] == charter.title
    assert f"{charter.title}</h1>" in page
    assert data["url"] == settings.SITE_ORIGIN + charter.get_absolute_url()
    publisher = data["publisher"]
    assert publisher["@type"] == "GovernmentOrganization"
    assert publisher["name"] == charter.council.name
    for one in (*data["hasPart"], *data["about"]):
        assert one["name"] in page
        assert one["url"].removeprefix(settings.SITE_ORIGIN) in page
    assert len(data["hasPart"]) == charter.sections.count()
    assert len(data["about"]) == charter.priorities.count()


def test_a_draft_does_not_pass_for_an_agreed_charter(client, eastfield, charter):
    data, _page = told(client, charter)
    assert data["creativeWorkStatus"] == "In force"
    draft = factories.consulting_charter(eastfield, title="Not agreed")
    assert told(client, draft)[0]["creativeWorkStatus"] == "Draft for consultation"


def test_the_security_policy_needs_no_hole_for_it(client, charter):
    """A data block is never run, so the policy against inline scripts stays whole."""
    policy = client.get(charter.get_absolute_url())["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "nonce-" not in policy


@pytest.mark.parametrize("words", ["</script><script>alert(1)</script>", "<!--", "a&b"])
def test_no_words_can_end_the_block(words):
    block = linked_data.as_block({"name": words})
    assert not set(block) & set("<>&")
    assert json.loads(block) == {"name": words}


def test_without_the_escape_words_would_end_it(monkeypatch):
    """Negative control."""
    monkeypatch.setattr(linked_data, "ESCAPED", {})
    assert "</script>" in linked_data.as_block({"name": "</script>"})
