"""What one card is."""
