"""How figures get in: sources and deliveries become one immutable snapshot of the warehouse."""
