"""The rows: tables, write path, read path, look-ups, numbering, comments, files. Knows no HTTP."""
