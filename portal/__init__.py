"""The lobby: pages that compose several apps.

Here: the home pages, the golden thread, service pages, the demo. Not here: any model.
"""
