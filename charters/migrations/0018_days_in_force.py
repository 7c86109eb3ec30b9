"""Charters that were adopted hold from that day, and superseded ones held until one."""

from django.db import migrations
from django.db.models import F


def fill(apps, schema_editor):
    charters = apps.get_model("charters", "Charter").objects
    adopted = charters.exclude(adopted_on=None).filter(in_force_from=None)
    adopted.update(in_force_from=F("adopted_on"))
    over = charters.exclude(superseded_on=None).filter(in_force_until=None)
    over.update(in_force_until=F("superseded_on"))


class Migration(migrations.Migration):
    dependencies = [("charters", "0017_in_force_from_a_day")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
