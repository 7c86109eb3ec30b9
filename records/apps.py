from audit.loading import DomainConfig


class RecordsConfig(DomainConfig):
    name = "records"
    verbose_name = "Records"
