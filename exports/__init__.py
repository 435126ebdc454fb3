"""What leaves the building: passports, images and tables as bytes."""
