"""An app as a YAML file that people read and git compares: writing, reading, matching ids."""
