"""What a chart draws and what its words say."""
