"""`urakata journal …`: what an operator and an auditor do with the journal."""
