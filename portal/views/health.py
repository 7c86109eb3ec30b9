from django.db import connection
from django.http import HttpResponse


def health(request):
    """200 when the portal can answer from its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
