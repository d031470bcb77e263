"""The screen in a real Chromium, by role and Japanese label, on a desk and on a phone."""
