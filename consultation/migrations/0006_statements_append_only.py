from django.db import migrations

from audit.append_only import make_append_only


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_append_only"),
        ("consultation", "0005_listening_in_full"),
    ]

    operations = [make_append_only("consultation_statement")]
