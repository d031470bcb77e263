"""What each endpoint does: translate a call into the services' words and their answer back."""
