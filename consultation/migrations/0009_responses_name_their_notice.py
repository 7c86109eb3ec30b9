from django.db import migrations

FILL = """
    UPDATE consultation_response AS response SET privacy_notice_id = (
        SELECT notice.id FROM consultation_privacynotice AS notice
        JOIN consultation_round AS round
            ON round.consultation_id = notice.consultation_id
        WHERE round.id = response.round_id
            AND notice.published_at <= response.received_at
        ORDER BY notice.number DESC LIMIT 1
    ) WHERE privacy_notice_id IS NULL
"""


class Migration(migrations.Migration):
    """Those that came before know their version from its date."""

    dependencies = [("consultation", "0008_response_privacy_notice")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
