"""Tables of cells from files: CSV and XLSX behind one interface, so that what they mean is decided once."""
