"""Writers: one module per format that export makes."""
