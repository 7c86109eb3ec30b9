"""String foreign keys escape an import checker, so the models' relations are walked."""

from django.apps import apps

ORDER = [
    ("audit",),
    ("councils",),
    ("records",),
    ("metrics",),
    ("charters",),
    ("consultation", "tenders"),
    ("contracts",),
    ("portal",),
    ("config",),
]
LEVEL = {app: level for level, names in enumerate(ORDER) for app in names}
FRAMEWORK = {"auth", "contenttypes", "sessions", "account", "mfa", "socialaccount"}
NATIONAL = "each record belongs to one council, but for these"


def relations():
    """(from app, model, field, to app) for every foreign key and many-to-many."""
    for model in apps.get_models(include_auto_created=True):
        here = model._meta.app_label
        if here not in LEVEL:
            continue
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model:
                yield here, model.__name__, field.name, field.related_model._meta


def wrong(found) -> list[str]:
    """Relations that point upwards or sideways, in words."""
    refused = []
    for here, model, field, to in found:
        there = to.app_label
        if there in FRAMEWORK or there == here:
            continue
        if LEVEL[there] >= LEVEL[here]:
            refused.append(f"{here}.{model}.{field} points at {there}.{to.object_name}")
    return refused


def test_each_relation_points_at_an_app_below():
    assert wrong(relations()) == []


def test_a_relation_that_points_upwards_is_found():
    contract = apps.get_model("contracts", "Contract")._meta
    upwards = ("charters", "Charter", "contract", contract)
    assert wrong([upwards]) == [
        "charters.Charter.contract points at contracts.Contract"
    ]


def test_the_two_wings_never_look_at_each_other():
    tender = apps.get_model("tenders", "Tender")._meta
    assert wrong([("consultation", "Round", "tender", tender)])


def test_the_trail_has_no_foreign_keys():
    event = apps.get_model("audit", "Event")
    names = [f.name for f in event._meta.get_fields() if f.many_to_one]
    assert names == []


def test_the_lobby_has_no_models():
    assert list(apps.get_app_config("portal").get_models()) == []


def test_each_app_says_what_belongs_in_it():
    for names in ORDER:
        for app in names:
            if app != "config":  # empty, so that the bootstrap can import it
                doc = apps.get_app_config(app).module.__doc__
                assert doc, f"{app}/__init__.py says nothing"


def test_each_model_says_what_it_is():
    silent = [
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in LEVEL
        and not model.__name__.startswith("Historical")
        and (not model.__doc__ or model.__doc__.startswith(f"{model.__name__}("))
    ]
    assert silent == []
