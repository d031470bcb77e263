"""May this actor do this here? Rights over apps and records, asked by every service."""
