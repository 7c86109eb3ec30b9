"""Eastfield and Westbrook: two councils that do not exist, with a past.

Everything here is made by the verbs that people use, each on its own day, so that the
demo holds no record that the portal could not have. The people, places and firms are
made up.
"""
