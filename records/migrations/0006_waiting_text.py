import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("councils", "0005_closing"),
        ("records", "0005_data_requests"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WaitingText",
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
                ("kind", models.CharField(max_length=60)),
                ("text_id", models.BigIntegerField()),
                ("arrived_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="councils.council",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "text_id", "arrived_at"),
                        name="a_text_waits_once_for_its_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("officer", None),
                            ("taken_at__isnull", False),
                            _connector="OR",
                        ),
                        name="a_text_is_taken_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reminded_at", None),
                            ("reminded_at__gte", models.F("arrived_at")),
                            _connector="OR",
                        ),
                        name="nobody_is_reminded_before_it_arrived",
                    ),
                ],
            },
        ),
    ]
