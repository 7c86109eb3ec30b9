"""What can be counted, what was observed, and what the words mean.

Here belong: published frameworks with their themes, outcomes and criteria; metrics,
unit values and observations; dated rules (thresholds, periods, rating words); the
glossary; and the pure sums about progress and working days.

Not here: targets (charters), promises (tenders) and proof (contracts). They point
down at a metric; a metric knows none of them.
"""
