"""The command line: one file per command, one list of them (`root.COMMANDS`)."""
