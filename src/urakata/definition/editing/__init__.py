"""What a designer does to an app document, one noun per file. Pure: no row is locked or saved here."""
