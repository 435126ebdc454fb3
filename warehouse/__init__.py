"""How figures get out: one read-only snapshot at a time, and every SQL statement of the app."""
