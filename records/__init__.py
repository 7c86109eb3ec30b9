"""What people send in and what we send out.

Here: public texts and their moderation, stored files, letters, followers, renditions,
the export writer, and the questions that every app answers. Not here: what a text
is about.
"""
