"""The terms of a published tender are locked in the database too."""

from django.db import migrations

LOCKED = [
    "council_id",
    "uid",
    "reference",
    "edition_id",
    "title",
    "description",
    "value",
    "category",
    "regime",
    "questions_close_at",
    "bids_close_at",
    "decision_on",
    "contract_starts_on",
    "contract_ends_on",
    "price_weight",
    "quality_weight",
    "social_value_weight",
    "amount_share",
    "ocid",
    "sealing_key",
    "published_at",
]

TENDER_LOCK = """
CREATE FUNCTION refuse_change_of_published_tender() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NULL THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR (OLD_TERMS) IS DISTINCT FROM (NEW_TERMS) THEN
        RAISE EXCEPTION 'the terms of tender % are locked', OLD.reference
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER published_tender_is_locked
    BEFORE UPDATE OR DELETE ON tenders_tender
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published_tender();
"""
for version in ("OLD", "NEW"):
    terms = ", ".join(f"{version}.{name}" for name in LOCKED)
    TENDER_LOCK = TENDER_LOCK.replace(f"{version}_TERMS", terms)

TERMS_LOCK = """
CREATE FUNCTION refuse_change_of_published_terms() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    row_before record;
    row_after record;
    locked boolean;
BEGIN
    row_before := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
    row_after := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    IF TG_TABLE_NAME = 'tenders_tendermetric' THEN
        SELECT bool_or(t.published_at IS NOT NULL) INTO locked
        FROM tenders_tenderpriority p JOIN tenders_tender t ON t.id = p.tender_id
        WHERE p.id IN (row_before.tender_priority_id, row_after.tender_priority_id);
    ELSE
        SELECT bool_or(t.published_at IS NOT NULL) INTO locked
        FROM tenders_tender t
        WHERE t.id IN (row_before.tender_id, row_after.tender_id);
    END IF;
    IF locked THEN
        RAISE EXCEPTION 'the terms of a published tender are locked (%)', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN row_after;
END $$;
"""

TABLES = [
    "tenders_tenderpriority",
    "tenders_tendermetric",
    "tenders_tenderopener",
    "tenders_recoverysheets",
]
FORWARD = TENDER_LOCK + TERMS_LOCK
for table in TABLES:
    FORWARD += f"""
CREATE TRIGGER {table}_is_locked
    BEFORE INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published_terms();
"""
BACKWARD = "DROP TRIGGER published_tender_is_locked ON tenders_tender;\n"
for table in TABLES:
    BACKWARD += f"DROP TRIGGER {table}_is_locked ON {table};\n"
BACKWARD += """
DROP FUNCTION refuse_change_of_published_tender();
DROP FUNCTION refuse_change_of_published_terms();
"""


class Migration(migrations.Migration):
    dependencies = [("tenders", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
