from audit.loading import DomainConfig


class TendersConfig(DomainConfig):
    name = "tenders"
    verbose_name = "Tenders"
