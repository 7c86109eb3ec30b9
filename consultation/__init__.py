"""Who was asked, what they said, and what came of it.

Here: rounds, responses, comments, issues and their dispositions. Not here: the text
itself (charters) and anything about buying.
"""
