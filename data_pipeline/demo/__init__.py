"""Example deliveries in the suppliers' own formats, so that every page shows what it will be; clearly marked everywhere."""
