from django.db import migrations

from audit.append_only import make_append_only


class Migration(migrations.Migration):
    dependencies = [
        ("charters", "0001_initial"),
        ("audit", "0002_append_only"),
    ]
    operations = [
        make_append_only("charters_edition"),
        make_append_only("charters_editionclause"),
        make_append_only("charters_editionground"),
        make_append_only("charters_editionpriority"),
        make_append_only("charters_editiontarget"),
    ]
