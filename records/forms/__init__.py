"""What people fill in about what is sent in and out."""
