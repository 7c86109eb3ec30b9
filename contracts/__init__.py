"""Promises in force.

Here: contracts, commitments, milestones, evidence, re-evaluation, remedies and the
break clause. Not here: how the bid was won (tenders).
"""
