from audit.loading import DomainConfig


class AuditConfig(DomainConfig):
    name = "audit"
    verbose_name = "Trail"
