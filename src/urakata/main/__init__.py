"""The composition root: settings, urls, the CLI, the embedded PostgreSQL, the built screen."""
