"""Texts inside of files: read in a process that can be killed, kept once for each content."""
