"""What people read: headline figures, and how things stand. Reads what is published; computes no figure."""
