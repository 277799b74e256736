"""Who may do what: keys, tokens of an identity provider, roles and their scopes."""
