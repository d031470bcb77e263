"""The embedded PostgreSQL: where it lies, who runs it, how it starts, and how it comes back."""
