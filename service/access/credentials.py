"""Whom a key or a token stands for."""

import hmac
from typing import Final

from pydantic import SecretStr

from rules import Problem
from service.access.accounts import ENV_NAME, caller_named, caller_of_identity, caller_of_key
from service.access.bootstrap import Bootstrap
from service.access.caller import Caller
from service.access.keys import digest_of
from service.access.oidc.sign_in import SignIn, sign_in_of
from service.access.oidc.token import looks_like_token
from service.access.scopes import ENV_ROLES, scopes_of
from service.clock import now
from service.errors import KeyRefused, NotAllowed
from service.settings import Settings
from service.store.database import Database
from service.store.transactions import by_one_statement, in_read_transaction

_NO_PRINCIPAL: Final = 0
"""The key of the environment works without a database, for whatever needs none."""

ENV_CALLER: Final = Caller(_NO_PRINCIPAL, "system", ENV_ROLES, scopes_of(ENV_ROLES))
"""Who calls with the key of the environment where there is no store, or one that was never started."""


class Credentials:
    """Everything that is accepted here: the key of the environment, keys of the store, tokens of a provider."""

    def __init__(self, accepted: SecretStr | None, database: Database | None, sign_in: SignIn | None) -> None:
        self._accepted = None if accepted is None else digest_of(accepted.get_secret_value())
        self._database = database
        self._sign_in = sign_in
        self._bootstrap = None if database is None else Bootstrap(database)

    def of_environment(self, sent: bytes) -> Caller | None:
        """The caller if this is the key of the environment, without asking any store; never waits."""
        if self._accepted is None or not hmac.compare_digest(_digest(sent), self._accepted):
            return None
        return ENV_CALLER

    @property
    def has_store(self) -> bool:
        """Whether roles are found in a store, those of the key of the environment too."""
        return self._database is not None

    def caller(self, sent: bytes) -> Caller:
        """The caller behind a key or token; a person's first sign-in may end the bootstrap.

        Raises KeyRefused for what is not accepted, NotAllowed for a good token of somebody unknown, StoreBusy and
        ProviderUnreachable where it cannot be found out at the moment.
        """
        if self._database is None or self._bootstrap is None:
            raise _refused()
        if self.of_environment(sent) is not None:
            return caller_in_store(self._database, ENV_CALLER)
        if self._sign_in is not None and looks_like_token(sent):
            caller = _signed_in(self._database, self._sign_in, sent)
        else:
            caller = _with_key(self._database, _digest(sent))
        self._bootstrap.notice(caller)
        return caller


def credentials_of(settings: Settings, database: Database | None) -> Credentials:
    """What these settings accept."""
    return Credentials(settings.api_key, database, sign_in_of(settings))


def caller_in_store(database: Database, caller: Caller) -> Caller:
    """The caller as the store knows it: the key of the environment has its principal there."""
    if caller is not ENV_CALLER:
        return caller
    found = in_read_transaction(database, lambda session: caller_named(session, ENV_NAME))
    return caller if found is None else found


def _with_key(database: Database, digest: str) -> Caller:
    found = by_one_statement(database, lambda connection: caller_of_key(connection, digest, now()))
    if found is None:
        raise _refused()
    return found


def _signed_in(database: Database, sign_in: SignIn, token: bytes) -> Caller:
    identity = sign_in.identity(token)
    found = in_read_transaction(database, lambda session: caller_of_identity(session, identity))
    if found is None:
        message = "The identity provider knows you, this service does not yet; ask whoever gives out keys and roles."
        raise NotAllowed(Problem("key.unknown_identity", "", message))
    return found


def _refused() -> KeyRefused:
    message = "This key is not accepted here; check it with whoever runs the service."
    return KeyRefused(Problem("key.refused", "", message))


def _digest(sent: bytes) -> str:
    return digest_of(sent.decode("utf-8", "surrogateescape"))
