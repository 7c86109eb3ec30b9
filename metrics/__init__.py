"""What can be counted, what was observed, and what the words mean.

Here: frameworks, metrics, observations, the glossary, dated reference data. Not here:
targets, promises and results, which live with the charter, bid or contract.
"""
