"""The provider's keys, kept between requests and fetched again when they may have changed."""

import threading
import time
from collections.abc import Callable
from typing import Final

from rules import Problem
from service.access.oidc.fetch import FetchFailed, fetch
from service.access.oidc.provider import ProviderUnreachable
from service.access.oidc.public_keys import KeySetRefused, PublicKey, read_key_set
from service.web.log import log_of

FRESH_SECONDS: Final = 3_600
"""How long a set counts without being asked for again: a key that the provider withdrew ends within this time."""
UNKNOWN_KID_SECONDS: Final = 60
FAILED_SECONDS: Final = 10
"""After these the next fetch may start; tokens with made-up key ids cannot make us ask the provider more often."""

log: Final = log_of("access")


class KeySource:
    """Keys by address. One thread fetches at a time; those that know their key never wait for it."""

    def __init__(
        self, url: str, *, get: Callable[[str], bytes] = fetch, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`get` gives the body behind an address or raises FetchFailed, `clock` counts seconds."""
        self._url = url
        self._get = get
        self._clock = clock
        self._fetching = threading.Lock()
        self._keys: tuple[PublicKey, ...] = ()
        self._fresh_until: float | None = None
        self._not_before: float | None = None

    def candidates(self, kid: str | None, alg: str) -> tuple[PublicKey, ...]:
        """The keys that may have signed a token with this header; empty if the provider has none.

        Raises ProviderUnreachable if there are no keys to look at, because they cannot be fetched.
        """
        if self._is_fresh() and (found := _matching(self._keys, kid, alg)):
            return found
        with self._fetching:
            # Another thread may have fetched while this one waited.
            found = _matching(self._keys, kid, alg) if self._is_fresh() else ()
            if not found and self._may_fetch():
                self._renew()
            if not self._is_fresh():
                raise ProviderUnreachable(
                    Problem(
                        "key.provider_unreachable",
                        "",
                        "The identity provider does not give its keys at the moment; try again soon, or use a key.",
                    )
                )
            return _matching(self._keys, kid, alg)

    def _is_fresh(self) -> bool:
        return self._fresh_until is not None and self._clock() < self._fresh_until

    def _may_fetch(self) -> bool:
        return self._not_before is None or self._clock() >= self._not_before

    def _renew(self) -> None:
        try:
            keys = read_key_set(self._get(self._url))
        except (FetchFailed, KeySetRefused) as failure:
            log.warning("the keys of the identity provider cannot be read", why=str(failure))
            self._not_before = self._clock() + FAILED_SECONDS
            return
        now = self._clock()
        self._keys = keys
        self._fresh_until = now + FRESH_SECONDS
        self._not_before = now + UNKNOWN_KID_SECONDS


def _matching(keys: tuple[PublicKey, ...], kid: str | None, alg: str) -> tuple[PublicKey, ...]:
    """Without an id of a key every key may be it: one provider with one key leaves the id out."""
    return tuple(key for key in keys if (kid is None or key.kid == kid) and (key.alg is None or key.alg == alg))
