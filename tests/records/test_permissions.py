"""The rows of the role × act table that records owns, run."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

OFFICERS = "dara mona amal eve max bea opal ivo esme cleo ada audie".split()
OUTBOX_READERS = {"ada", "max", "audie"}


@pytest.mark.parametrize("name", OFFICERS)
def test_who_reads_the_outbox_and_who_retries(name, request, eastfield, sign_in):
    person = request.getfixturevalue(name)
    answer = sign_in(person).get(reverse("records:outbox", args=["eastfield"]))
    assert answer.status_code == (200 if name in OUTBOX_READERS else 403)
    for act in ("records.retry_letter", "records.retry_delivery"):
        assert person.has_perm(act, eastfield) == (name == "ada")


def test_strangers_do_not_find_the_outbox(sign_in, olu, sol, eastfield, client):
    address = reverse("records:outbox", args=["eastfield"])
    assert client.get(address).status_code == 302
    assert sign_in(olu).get(address).status_code == 404
    assert sign_in(sol).get(address).status_code == 404


@pytest.mark.parametrize("name", ["records:follow", "records:follow_sent"])
def test_anyone_may_follow(name, client, eastfield):
    assert client.get(reverse(name, args=["eastfield"])).status_code == 200


def test_the_admin_shows_no_words_and_changes_nothing(
    eastfield, admin_client, rf, django_user_model
):
    from django.contrib import admin

    from records.models import Follow, Letter, Rendition, StoredFile

    request = rf.get("/admin/")
    request.user = django_user_model(is_staff=True, is_superuser=True)
    for model in (Letter, Rendition, StoredFile, Follow):
        page = admin.site._registry[model]
        assert not page.has_change_permission(request)
        assert not page.has_add_permission(request)
        assert not page.has_delete_permission(request)
    shown = admin.site._registry[Letter].get_fields(request, Letter())
    assert not {"text", "recipient", "stop_url"} & set(shown)
