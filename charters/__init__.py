"""What was agreed.

Here: charters, their sections, clauses and priorities, frozen editions and the changes
between them. Not here: who was asked (consultation) or what was bought (tenders).
"""
