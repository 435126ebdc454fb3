"""What one chart is: the registry of views, and the one function that renders them."""
