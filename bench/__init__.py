"""Measures Urakata through HTTP against the same work straight in PostgreSQL, in one run."""
