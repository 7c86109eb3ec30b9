"""Setting a council up: details, logo and colour, sender, contacts, retention."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from audit.models import Event
from councils import setup
from councils.models import Membership, RetentionPeriod, Role
from metrics.models import Framework, FrameworkAdoption, Term

SETTINGS = "/eastfield/workspace/settings/"
DETAILS = {
    "name": "Eastfield Council",
    "address": "Town Hall\nEastfield",
    "contact_email": "hello@eastfield.example",
    "decided_by": "Cabinet",
}
PAGES = {
    "details/": DETAILS,
    "branding/": {"brand_colour": "#0b5a78"},
    "sender/": {"sender_name": "Eastfield charters", "reply_to": "r@eastfield.example"},
    "contacts/": {
        "privacy_contact": "dpo@eastfield.example",
        "accessibility_contact": "access@eastfield.example",
    },
    "retention/": {"contact": "12", "response": "72", "equality": "6", "letter": "24"},
}


@pytest.mark.parametrize(("page", "fields"), PAGES.items())
def test_a_page_of_settings_saves_and_leaves_one_event(
    sign_in, ada, eastfield, page, fields
):
    before = Event.objects.count()

    answer = sign_in(ada).post(SETTINGS + page, fields)

    assert answer.url == SETTINGS
    (event,) = Event.objects.order_by("sequence")[before:]
    assert event.verb in ("council.settings_changed", "council.retention_changed")
    assert event.actor == str(ada.actor_id)


@pytest.mark.parametrize(("page", "fields"), PAGES.items())
def test_saving_the_same_again_leaves_nothing(sign_in, ada, page, fields):
    client = sign_in(ada)
    client.post(SETTINGS + page, fields)
    before = Event.objects.count()
    client.post(SETTINGS + page, fields)
    assert Event.objects.count() == before


@pytest.mark.slow
@pytest.mark.parametrize("page", ["", "people/", "places/", *PAGES, "../setup/"])
@pytest.mark.parametrize(
    ("name", "status"), [("dara", 403), ("max", 403), ("olu", 404), ("nat", 404)]
)
def test_settings_are_for_administrators(
    sign_in, request, eastfield, page, name, status
):
    client = sign_in(request.getfixturevalue(name))
    path = (SETTINGS + page).replace("settings/../", "")
    assert client.get(path).status_code == status
    assert client.post(path, PAGES.get(page, {})).status_code == status


@pytest.mark.parametrize(
    ("page", "change", "sentence"),
    [
        ("details/", {"name": ""}, "Enter the name of the council"),
        ("details/", {"contact_email": "x"}, "in the correct format"),
        ("details/", {"address": ""}, "Enter the council"),
        (
            "branding/",
            {"brand_colour": "#ffd700"},
            "This colour is too light for white text. Choose a darker colour.",
        ),
        ("branding/", {"brand_colour": "red"}, "Colour must be six digits"),
        ("branding/", {"brand_colour": "#fff}</style>"}, "7 characters or less"),
        ("branding/", {"brand_colour": ""}, "Enter a colour"),
        ("sender/", {"sender_name": 'A" <x@y.z>'}, "must not include quotation marks"),
        ("sender/", {"reply_to": ""}, "Enter an email address for replies"),
        ("contacts/", {"privacy_contact": ""}, "questions about privacy"),
        ("retention/", {"contact": "0"}, "must be 1 or more"),
        ("retention/", {"contact": "121"}, "must be 120 or less"),
        ("retention/", {"contact": "soon"}, "must be a whole number"),
        ("retention/", {"contact": ""}, "Enter the number of months"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    sign_in, ada, page, change, sentence
):
    before = Event.objects.count()
    answer = sign_in(ada).post(SETTINGS + page, PAGES[page] | change)
    assert answer.status_code == 200
    assert sentence in answer.text
    assert "<title>Error: " in answer.text
    assert Event.objects.count() == before


@pytest.mark.slow
def test_fields_that_the_page_does_not_ask_are_left_alone(sign_in, ada, eastfield):
    sign_in(ada).post(SETTINGS + "details/", DETAILS | {"slug": "taken", "uid": "x"})
    eastfield.refresh_from_db()
    assert eastfield.slug == "eastfield"


# --- the logo -------------------------------------------------------------------------


def picture(kind="PNG", size=(900, 300), hidden=""):
    out = BytesIO()
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", hidden)
    more = {"pnginfo": info} if kind == "PNG" else {}
    Image.new("RGB", size, "#17324d").save(out, kind, **more)
    return SimpleUploadedFile(f"logo.{kind.lower()}", out.getvalue())


@pytest.fixture
def brand(sign_in, ada, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = sign_in(ada)

    def post(**fields):
        fields = {"brand_colour": "#17324d", "logo_alt": "Eastfield"} | fields
        return client.post(SETTINGS + "branding/", fields)

    return post


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_logo_is_written_anew_as_a_small_png(brand, eastfield, kind):
    brand(logo_file=picture(kind))

    eastfield.refresh_from_db()
    with Image.open(eastfield.logo) as kept:
        assert kept.format == "PNG"
        assert kept.width <= 800
        assert kept.height <= 240


def test_what_is_hidden_in_a_picture_does_not_come_in(brand, eastfield):
    brand(logo_file=picture(hidden="<script>alert(1)</script>"))
    eastfield.refresh_from_db()
    assert b"script" not in eastfield.logo.read()


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (SimpleUploadedFile("l.svg", b"<svg onload='x()'/>"), "must be a PNG, JPG"),
        (SimpleUploadedFile("l.png", b"not a picture"), "must be a PNG, JPG"),
        (SimpleUploadedFile("l.png", b""), "The selected file is empty"),
        (SimpleUploadedFile("l.png", b"x" * (2**21 + 1)), "must be smaller than 2MB"),
        (picture(size=(6000, 4000)), "smaller than 20 megapixels"),
    ],
)
def test_what_is_no_picture_is_refused(brand, eastfield, upload, sentence):
    upload.seek(0)
    assert sentence in brand(logo_file=upload).text
    eastfield.refresh_from_db()
    assert not eastfield.logo


def test_a_logo_needs_its_words(brand, eastfield):
    assert "Enter what the logo says" in brand(logo_file=picture(), logo_alt="").text
    eastfield.refresh_from_db()
    assert not eastfield.logo


def test_a_logo_can_be_replaced_and_removed_and_no_file_stays(
    brand, eastfield, tmp_path, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        brand(logo_file=picture())
    with django_capture_on_commit_callbacks(execute=True):
        brand(logo_file=picture("JPEG"))
    assert len(list(tmp_path.rglob("*.png"))) == 1

    with django_capture_on_commit_callbacks(execute=True):
        brand(remove_logo="on")

    eastfield.refresh_from_db()
    assert (eastfield.logo.name, eastfield.logo_alt) == ("", "")
    assert list(tmp_path.rglob("*.png")) == []


# --- the task list --------------------------------------------------------------------


def test_the_list_of_tasks_counts_what_is_done(sign_in, ada, eastfield):
    client = sign_in(ada)
    page = "/eastfield/workspace/setup/"
    before = sum(task.is_done for task in setup.tasks_for(eastfield))
    for path in ("details/", "sender/", "contacts/", "retention/"):
        client.post(SETTINGS + path, PAGES[path])
    eastfield.refresh_from_db()

    tasks = setup.tasks_for(eastfield)

    done = sum(task.is_done for task in tasks)
    assert done == before + 4
    assert f"You have completed {done} of {len(tasks)} tasks." in client.get(page).text


def test_another_app_may_add_a_task(eastfield, monkeypatch):
    monkeypatch.setattr(setup, "_answers", list(setup._answers))
    task = setup.SetupTask(5, "Say hello", "/hello/", False)
    setup.register(lambda council: task)
    assert setup.tasks_for(eastfield)[0] is task


def test_people_count_as_set_up_once_somebody_else_can_adopt(eastfield, ada, dara):
    def people():
        return next(
            task for task in setup.tasks_for(eastfield) if "people" in task.url
        ).is_done

    assert not people()
    Membership.grant(eastfield, ada, Role.APPROVER)
    assert people()


# --- cards that other apps add --------------------------------------------------------


def test_the_settings_say_which_lists_and_words_the_council_uses(
    sign_in, ada, eastfield, nat
):
    before = sign_in(ada).get(SETTINGS).text
    assert "None yet" in before
    assert "None: the standard ones" in before
    framework = Framework.objects.get(slug="ppn-002")
    framework.approve(by=nat)
    FrameworkAdoption.adopt(eastfield, framework, by=ada)
    Term.define("Local", "In Eastfield", by=ada, council=eastfield)
    page = sign_in(ada).get(SETTINGS).text
    for address in ("frameworks/", "words/", "standard/"):
        assert f'href="{SETTINGS}{address}"' in page
    assert framework.title in page
    assert "None yet" not in page
    assert "None: the standard ones" not in page


# --- retention ------------------------------------------------------------------------


def test_a_period_is_the_usual_one_until_the_council_decides(eastfield, ada):
    kind = RetentionPeriod.Kind.CONTACT
    assert RetentionPeriod.months_for(eastfield, kind) == 24
    RetentionPeriod.decide(eastfield, {kind: 6}, by=ada)
    assert RetentionPeriod.months_for(eastfield, kind) == 6
    assert RetentionPeriod.months_for(eastfield, "equality") == 12


def test_a_period_of_one_council_is_not_the_other_s(eastfield, westbrook, ada):
    RetentionPeriod.decide(eastfield, {"contact": 6}, by=ada)
    assert RetentionPeriod.months_for(westbrook, "contact") == 24
