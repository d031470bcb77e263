"""Point-in-time recovery: the server's log of changes, kept elsewhere as it is written."""
