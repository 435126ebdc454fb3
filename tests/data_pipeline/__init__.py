"""How figures get in, and what stops them."""
