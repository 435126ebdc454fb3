"""What Peil measures: indicators, municipalities, sources, caveats, goals, services and themes, all declared as TOML."""
