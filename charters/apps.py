from audit.loading import DomainConfig


class ChartersConfig(DomainConfig):
    name = "charters"
    verbose_name = "Charters"
