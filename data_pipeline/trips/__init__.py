"""Trips of single bicycles: reduced while they are read, kept without person, place or time, counted per month."""
