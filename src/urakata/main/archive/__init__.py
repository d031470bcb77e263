"""Backup and restore: everything an installation is, in one file."""
