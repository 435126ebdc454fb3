"""How figures look: pure functions from points to figures as plain dictionaries, and to Dutch words."""
