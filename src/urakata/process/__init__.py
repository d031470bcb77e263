"""Whose turn it is: statuses, actions, assignees."""
