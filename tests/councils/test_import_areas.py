"""Bringing in ward boundaries, by page and by command."""

import json
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from councils import boundaries
from councils.area_import import import_areas
from councils.models import Area

PAGE = "/eastfield/workspace/settings/places/"


def square(west):
    return [[west, 52], [west + 0.1, 52], [west + 0.1, 52.1], [west, 52.1], [west, 52]]


def wards(**names):
    """A boundary file: `wards(E05000001="Abbey")`."""
    features = [
        {
            "type": "Feature",
            "properties": {"WD24CD": code, "WD24NM": name},
            "geometry": {"type": "Polygon", "coordinates": [square(number / 10)]},
        }
        for number, (code, name) in enumerate(names.items())
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


TWO = wards(E05000001="Abbey", E05000002="Mill")


def names(council):
    return dict(council.areas.values_list("code", "name"))


def upload(content):
    return {"boundaries": SimpleUploadedFile("wards.geojson", content)}


def test_the_page_brings_places_in_and_leaves_one_event(sign_in, ada, eastfield):
    answer = sign_in(ada).post(PAGE, upload(TWO), follow=True)

    assert "2 places added, 0 changed, 0 as before." in answer.text
    assert names(eastfield) == {"E05000001": "Abbey", "E05000002": "Mill"}
    event = Event.objects.get(verb="areas.imported")
    assert event.actor == str(ada.actor_id)
    assert (event.data["added"], event.data["changed"]) == (2, 0)


def test_the_same_file_again_changes_nothing(ada, eastfield):
    import_areas(eastfield, TWO, by=ada)
    again = import_areas(eastfield, TWO, by=ada)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert Event.objects.filter(verb="areas.imported").count() == 1


def test_a_place_keeps_its_row_when_its_name_changes(ada, eastfield):
    import_areas(eastfield, TWO, by=ada)
    before = eastfield.areas.get(code="E05000001").pk
    import_areas(eastfield, wards(E05000001="Abbey and Park"), by=ada)
    assert eastfield.areas.get(code="E05000001").pk == before
    assert names(eastfield) == {"E05000001": "Abbey and Park", "E05000002": "Mill"}


def test_two_places_may_swap_their_names(ada, eastfield):
    import_areas(eastfield, TWO, by=ada)
    import_areas(eastfield, wards(E05000001="Mill", E05000002="Abbey"), by=ada)
    assert names(eastfield) == {"E05000001": "Mill", "E05000002": "Abbey"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"no", "must be a GeoJSON file"),
        (wards(X1="Abbey"), "Place 1: the code must be a GSS code"),
        (wards(E05000001="Abbey", E05000002="Abbey"), "Place 2: the name Abbey is"),
        (
            wards(E05000003="Mill"),
            "Place 1: the name Mill is already used by E05000002",
        ),
    ],
)
def test_each_fault_is_a_sentence_and_nothing_is_kept(
    sign_in, ada, eastfield, content, sentence
):
    import_areas(eastfield, TWO, by=ada)
    answer = sign_in(ada).post(PAGE, upload(content))
    assert sentence in answer.text
    assert names(eastfield) == {"E05000001": "Abbey", "E05000002": "Mill"}


def test_no_file_is_told_so(sign_in, ada):
    assert "Select a file" in sign_in(ada).post(PAGE, {}).text


def test_a_big_file_is_refused_before_it_is_read(sign_in, ada, monkeypatch):
    monkeypatch.setattr("councils.forms.settings.MOST_BYTES", 10)
    answer = sign_in(ada).post(PAGE, upload(TWO))
    assert "must be smaller than 10MB" in answer.text


def test_the_codes_of_one_council_are_not_another_s(ada, eastfield, westbrook):
    import_areas(eastfield, TWO, by=ada)
    import_areas(westbrook, TWO, by=ada)
    assert Area.objects.count() == 4


def test_two_imports_at_once_wait_for_each_other(
    ada, eastfield, django_assert_num_queries
):
    """The council's row is locked first, so the second finds what the first kept."""
    with CaptureQueriesContext(connection) as queries:
        import_areas(eastfield, TWO, by=ada)
    assert any("FOR UPDATE" in query["sql"] for query in queries)


def test_the_command_does_the_same(eastfield, tmp_path):
    file = tmp_path / "wards.geojson"
    file.write_bytes(TWO)
    out = StringIO()
    call_command("import_areas", "eastfield", str(file), stdout=out)
    assert out.getvalue().strip() == "2 added, 0 changed, 0 as before."
    assert Event.objects.get(verb="areas.imported").actor == "system"


def test_the_command_says_what_is_wrong(eastfield, tmp_path):
    with pytest.raises(CommandError, match="There is no council called nowhere"):
        call_command("import_areas", "nowhere", "x.geojson")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_areas", "eastfield", str(tmp_path / "none.geojson"))
    bad = tmp_path / "bad.geojson"
    bad.write_bytes(wards(X1="", E05000001="Abbey"))
    with pytest.raises(CommandError, match=r"(?s)Place 1: the code.*Place 1: the name"):
        call_command("import_areas", "eastfield", str(bad))


def test_without_the_check_a_double_name_would_reach_the_database(
    ada, eastfield, monkeypatch
):
    monkeypatch.setattr("councils.area_import._refuse_taken_names", lambda *a: None)
    with pytest.raises(IntegrityError):
        import_areas(eastfield, wards(E05000001="Abbey", E05000002="Abbey"), by=ada)


def test_faults_come_as_one_refusal(eastfield, ada):
    with pytest.raises(ValidationError) as refused:
        import_areas(eastfield, wards(X1="", X2=""), by=ada)
    assert len(refused.value.messages) == 4
    assert boundaries.read(TWO).faults == []


# --- the public pages ---


def test_everyone_may_read_the_places_list_first_then_the_map(client, ada, eastfield):
    import_areas(eastfield, TWO, by=ada)

    text = client.get("/eastfield/places/").text

    assert text.index(">Abbey</a>") < text.index(">Mill</a>") < text.index("<svg")
    assert text.count('href="/eastfield/places/E05000001/"') == 2
    assert "This map repeats the list above." in text


def test_a_place_is_marked_on_the_map(client, ada, eastfield):
    import_areas(eastfield, TWO, by=ada)
    text = client.get("/eastfield/places/E05000001/").text
    assert text.count('aria-current="page"') >= 1
    assert "cvc-map__place--here" in text


def test_a_place_of_another_council_is_not_found(client, ada, eastfield, westbrook):
    import_areas(eastfield, TWO, by=ada)
    assert client.get("/westbrook/places/E05000001/").status_code == 404
    assert "Abbey" not in client.get("/westbrook/places/").text


def test_without_places_the_page_says_why(client, eastfield):
    text = client.get("/eastfield/places/").text
    assert "The wards will appear here once the council has added them." in text
    assert "<svg" not in text


def test_a_place_without_an_outline_stays_in_the_list(client, eastfield):
    Area.objects.create(council=eastfield, code="E05000009", name="Nowhere")
    text = client.get("/eastfield/places/").text
    assert "Nowhere" in text
    assert "<svg" not in text


def test_the_pages_set_no_cookie_and_cost_two_queries_at_any_size(
    client, ada, eastfield, django_assert_max_num_queries
):
    import_areas(eastfield, TWO, by=ada)
    for more in (0, 40):
        import_areas(
            eastfield,
            wards(**{f"E0500{n:04}": f"Ward {n}" for n in range(3, 4 + more)}),
            by=ada,
        )
        with django_assert_max_num_queries(2):
            answer = client.get("/eastfield/places/")
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
