"""HTTP: kintone's REST API and our own beside it; translates, decides nothing."""
