"""In and out in bulk: CSV, JSON lines, Excel."""
