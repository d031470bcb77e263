"""The journal as a file that proves itself: see docs/reference/journal-format.md."""
