"""What a program can ask for: plain Flask routes."""
