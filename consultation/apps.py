from audit.loading import DomainConfig


class ConsultationConfig(DomainConfig):
    name = "consultation"
    verbose_name = "Consultations"
