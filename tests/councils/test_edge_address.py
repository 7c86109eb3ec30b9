import pytest
from django.test import RequestFactory

from councils.visitors import EdgeAddressMiddleware


@pytest.mark.parametrize(
    ("behind_edge", "seen"), [(True, "203.0.113.7"), (False, "127.0.0.1")]
)
def test_an_address_is_believed_only_behind_the_edge(settings, behind_edge, seen):
    settings.BEHIND_EDGE = behind_edge
    request = RequestFactory().get("/", headers={"X-Real-IP": "203.0.113.7"})
    assert EdgeAddressMiddleware(lambda r: r.META["REMOTE_ADDR"])(request) == seen
