"""What a consultation publishes as JSON has the shape that is published under /api/."""

import json

import jsonschema
import pytest

from consultation import statement
from tests.consultation.addresses import url

pytestmark = pytest.mark.django_db


def content(answer) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def check(client):
    """Hold a document to a schema as it is published."""

    def hold(document, name):
        schema = json.loads(content(client.get(f"/api/schemas/{name}.json")))
        jsonschema.validate(document, schema)

    return hold


def test_the_statement_of_a_consultation_has_its_published_shape(
    client, check, reported
):
    statement.build(reported)
    file = content(client.get(url(reported, "statement_json")))
    check(json.loads(file), "consultation")


def test_the_file_of_comments_has_its_published_shape(client, check, reported):
    file = json.loads(
        content(client.get(url(reported, "public_comments", kind="json")))
    )
    assert len(file) == 1
    check(file, "comments")
