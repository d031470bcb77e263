"""Coming in through another service (OIDC, SAML): allauth's protocols, behind doors of ours."""
