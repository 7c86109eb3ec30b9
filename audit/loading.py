from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

ANSWERING_MODULES = (
    "permissions",
    "notifications",
    "navigation",
    "commons",
    "work",
    "pack",
    "story",
    "beside",
    "signals",
    "search",
    "personal_data",
    "letter_kinds",
)


class DomainConfig(AppConfig):
    """An app that registers who may act, what is told and what it answers."""

    default = False  # apps.py modules import this class; Django must not choose it
    default_auto_field = "django.db.models.BigAutoField"

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.default = True

    def ready(self):
        for module in ANSWERING_MODULES:
            if find_spec(f"{self.name}.{module}"):
                import_module(f"{self.name}.{module}")
