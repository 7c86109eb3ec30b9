"""All addresses, with those that stand only where a sign-in service is configured."""

from config.urls import handler400, handler500
from config.urls import urlpatterns as usual
from councils.accounts.urls import work_account

__all__ = ["handler400", "handler500", "urlpatterns"]

urlpatterns = [*work_account, *usual]
