from django.db import models

from audit import clock


class Written(models.Model):
    """Working text, whose history keeps who changed which words."""

    class Meta:
        abstract = True

    def keep(self, *, by) -> None:
        """Save, and remember who did."""
        self._history_user = by
        self._history_date = clock.now()
        self.save()

    def discard(self, *, by) -> None:
        """Delete, and remember who did."""
        self._history_user = by
        self._history_date = clock.now()
        self.delete()


class Ordered(models.Model):
    """Something that has a place among its neighbours."""

    class Meta:
        abstract = True

    @property
    def neighbours(self):
        raise TypeError(f"{type(self).__name__} does not say what stands beside it.")

    def change_places(self, step: int, *, by) -> None:
        """Swap with the one before (-1) or after (+1). At the end nothing happens."""
        self.refresh_from_db()
        if step < 0:
            other = self.neighbours.filter(position__lt=self.position).last()
        else:
            other = self.neighbours.filter(position__gt=self.position).first()
        if other is None:
            return
        self.position, other.position = other.position, self.position
        other.keep(by=by)
        self.keep(by=by)
