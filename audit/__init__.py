"""What happened, when, and what must still be told.

Here: the clock, the insert-only trail of events, the outbox of deliveries, and the
base of every lifecycle. Not here: anything that knows a council, a person or a charter.
"""
