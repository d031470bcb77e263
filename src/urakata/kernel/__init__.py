"""Plain Python every package may use: errors, JSON, bilingual text, time, folding. Knows no table."""
