"""Django's PostgreSQL backend, with connections that survive a restart of the server."""
