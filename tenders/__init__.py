"""What the council invites, what is offered in reply, and who wins.

Here: tenders, sealed bids, evaluation and award. Not here: what happens once the
contract is in force (contracts) and anything about consultation.
"""
