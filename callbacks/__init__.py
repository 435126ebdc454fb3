"""What happens when you touch it: thin wires from inputs to views."""
