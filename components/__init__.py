"""The furniture: Dash pieces that more than one page uses."""
