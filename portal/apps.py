from audit.loading import DomainConfig


class PortalConfig(DomainConfig):
    name = "portal"
    verbose_name = "Portal"
