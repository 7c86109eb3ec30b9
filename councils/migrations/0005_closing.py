import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import audit.clock
from audit.append_only import make_append_only


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_append_only"),
        ("councils", "0004_council_nation"),
    ]

    operations = [
        migrations.CreateModel(
            name="Closing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=500)),
                ("contact", models.CharField(blank=True, max_length=120)),
                (
                    "written_at",
                    models.DateTimeField(default=audit.clock.now, editable=False),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closings",
                        to="councils.council",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.text.Length("text"), 500
                        ),
                        name="a_closing_is_short",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contact__regex", "[\\r\\n]"), _negated=True
                        ),
                        name="a_reply_contact_is_one_line",
                    ),
                ],
            },
        ),
        make_append_only("councils_closing"),
    ]
