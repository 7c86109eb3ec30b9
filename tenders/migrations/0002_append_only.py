"""What was sent, opened, promised and decided is never changed afterwards."""

from django.db import migrations

from audit.append_only import make_append_only

TABLES = [
    "tenders_award",
    "tenders_bidanswer",
    "tenders_bidcommitment",
    "tenders_bidversion",
    "tenders_keyshare",
    "tenders_opening",
    "tenders_openingstep",
]


class Migration(migrations.Migration):
    dependencies = [
        ("tenders", "0001_initial"),
        ("audit", "0002_append_only"),
    ]
    operations = [make_append_only(table) for table in TABLES]
