"""What people meet first: their favourites, what they opened last, announcements, their settings."""
