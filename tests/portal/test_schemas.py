"""What is published as JSON has the shape that is published under /api/."""

import json

import jsonschema
import pytest

from portal.views.open_data import SCHEMAS
from tests.factories import adopted_charter

pytestmark = pytest.mark.django_db


def content(answer) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def check(client):
    """Hold a document to a schema as it is published."""

    def hold(document, name):
        schema = json.loads(content(client.get(f"/api/schemas/{name}.json")))
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(document, schema)

    return hold


def test_a_charter_has_its_published_shape(client, check, eastfield):
    charter = adopted_charter(eastfield)
    address = f"/eastfield/charters/{charter.slug}.json"
    check(json.loads(content(client.get(address))), "charter")


@pytest.mark.parametrize("name", SCHEMAS)
def test_what_has_another_shape_is_noticed(check, name):
    """Negative control."""
    with pytest.raises(jsonschema.ValidationError):
        check([{"another": "thing"}] if name == "comments" else {}, name)


def test_each_schema_is_named_on_the_page_for_people(client, db):
    page = client.get("/api/").text
    for name in SCHEMAS:
        assert f'href="/api/schemas/{name}.json"' in page
    assert client.get("/api/schemas/nothing.json").status_code == 404
