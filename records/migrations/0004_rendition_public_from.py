from django.db import migrations, models
from django.db.models import F


def open_public_ones(apps, schema_editor):
    """What was public has been since it was asked for, as far as anybody knows."""
    renditions = apps.get_model("records", "Rendition").objects
    renditions.filter(is_public=True).update(public_from=F("asked_at"))


def mark_public_ones(apps, schema_editor):
    renditions = apps.get_model("records", "Rendition").objects
    renditions.exclude(public_from=None).update(is_public=True)


class Migration(migrations.Migration):
    dependencies = [("records", "0003_moderation_append_only")]

    operations = [
        migrations.AddField(
            model_name="rendition",
            name="public_from",
            field=models.DateTimeField(
                blank=True, help_text="From when anyone may fetch it", null=True
            ),
        ),
        migrations.RunPython(open_public_ones, mark_public_ones),
        migrations.RemoveField(model_name="rendition", name="is_public"),
    ]
