"""Each minute new entries become leaves of one tree, and its root is signed."""
