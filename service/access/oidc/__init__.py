"""People who sign in elsewhere: tokens of an OpenID provider."""
