"""Whose it is, which people and organisations there are, and who may act.

Here: users, councils, areas, organisations, memberships, the page bases. Not here:
anything that people write or agree.
"""
