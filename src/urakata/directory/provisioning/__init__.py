"""People and groups as an identity provider keeps them: found, made, changed, taken away (SCIM)."""
