from django.db import migrations

from audit.append_only import make_append_only


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_append_only"),
        ("records", "0002_moderation"),
    ]

    operations = [make_append_only("records_moderationdecision")]
