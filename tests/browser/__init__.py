"""Tests of the app in a real browser, against a real server."""
