from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Configuration"

    def ready(self):
        """Load the Celery app, so that shared tasks find their broker."""
        from config import celery  # noqa: F401
