"""Records in a given state, reached by calling the verbs that people use.

Plain functions. Nothing here writes a status: a test that needs an adopted charter
gets one that was drafted, consulted on, submitted and adopted.
"""

# --- councils ------------------------------------------------------------------

# --- metrics -------------------------------------------------------------------

# --- charters ------------------------------------------------------------------

# --- consultation --------------------------------------------------------------

# --- tenders -------------------------------------------------------------------

# --- contracts -----------------------------------------------------------------
