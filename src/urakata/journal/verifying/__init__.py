"""Finds out whether a journal is whole, from an export alone (plain Python) or in the database."""
