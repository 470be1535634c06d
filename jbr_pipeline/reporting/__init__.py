"""What people read: headline figures, status, reports and exports. Reads what is published; computes no figure."""
