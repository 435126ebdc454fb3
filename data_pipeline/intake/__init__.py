"""Deliveries: from a file as it comes in to rows that are understood, each remark with its place."""
