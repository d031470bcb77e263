"""The hash tree of RFC 9162 (section 2.1): plain mathematics, no Django, no table."""
