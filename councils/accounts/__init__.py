"""Signing in: django-allauth under our addresses, in our words, with a second factor.

Here: the adapters that give allauth our words, letters and rules; its forms in our
shape; and the two middlewares that keep a session short and ask officers for a second
factor. Not here: who may do what (councils.permissions).
"""
