from audit.loading import DomainConfig


class ContractsConfig(DomainConfig):
    name = "contracts"
    verbose_name = "Contracts"
