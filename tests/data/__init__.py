"""Truths about the real warehouse."""
