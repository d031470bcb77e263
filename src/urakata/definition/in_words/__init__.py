"""The difference between two versions of an app in sentences, Japanese and English."""
