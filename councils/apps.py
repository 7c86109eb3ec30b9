from audit.loading import DomainConfig


class CouncilsConfig(DomainConfig):
    name = "councils"
    verbose_name = "Councils"
