"""The golden thread: from what a resident said to what residents felt, and back.

A thread starts at one thing and follows the links both ways. Each station is one
query, however many things stand at it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
