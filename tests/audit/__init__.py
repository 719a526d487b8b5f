"""Checks of the running site that need more than Python: the HTML checker, axe in Chromium, and Lighthouse."""
