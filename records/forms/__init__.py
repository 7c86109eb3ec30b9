"""What people fill in about what is sent in and out."""

from records.forms.following import FollowForm, WordsField

__all__ = ["FollowForm", "WordsField"]
