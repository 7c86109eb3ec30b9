from audit.loading import DomainConfig


class MetricsConfig(DomainConfig):
    name = "metrics"
    verbose_name = "Measures"
