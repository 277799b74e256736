"""How many requests a key may send in a minute, and how many refused keys an address may try."""

import ipaddress
import math
import time
from dataclasses import dataclass
from typing import Final

from limits import RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import MovingWindowSupport, Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from starlette.concurrency import run_in_threadpool
from starlette.types import Scope

from service.web.log import log_of
from service.web.moving_windows import MovingWindows

_SECONDS: Final = 60
_IPV6_NETWORK_BITS: Final = 64
_log: Final = log_of("limits")


@dataclass(frozen=True, slots=True)
class Window:
    """Where a counted one stands: whether this request fits, what is left, and after how many seconds there is more."""

    fits: bool
    limit: int
    left: int
    seconds: int

    def headers(self, policy: str) -> dict[str, str]:
        """The state and its policy, in the form of the IETF draft on rate limit headers."""
        return {
            "RateLimit-Policy": f'"{policy}";q={self.limit};w={_SECONDS}',
            "RateLimit": f'"{policy}";r={self.left};t={self.seconds}',
        }


class Limit:
    """One limit for each minute; the window moves with every request. 0 a minute means no limit."""

    def __init__(self, name: str, per_minute: int, storage: Storage) -> None:
        self.name = name
        self._item = RateLimitItemPerMinute(per_minute) if per_minute else None
        self._windows = MovingWindowRateLimiter(storage)
        self._is_far = not isinstance(storage, MovingWindows)

    async def hit(self, who: str) -> Window | None:
        """Counts a request; None where there is no limit or the storage does not answer."""
        return await self._ask(who, counts=True)

    async def look(self, who: str) -> Window | None:
        """The same without counting."""
        return await self._ask(who, counts=False)

    async def _ask(self, who: str, *, counts: bool) -> Window | None:
        if self._item is None:
            return None
        if not self._is_far:
            return self._window(self._item, who, counts)
        try:
            return await run_in_threadpool(self._window, self._item, who, counts)
        except StorageError as fault:
            # Pay is not to wait for a counter: requests pass uncounted, and the log says so.
            _log.error("uncounted", kind=type(fault.storage_error).__qualname__)
            return None

    def _window(self, item: RateLimitItemPerMinute, who: str, counts: bool) -> Window:
        fits = self._windows.hit(item, self.name, who) if counts else self._windows.test(item, self.name, who)
        reset, left = self._windows.get_window_stats(item, self.name, who)
        seconds = min(max(math.ceil(reset - time.time()), 1), _SECONDS)
        return Window(fits, item.amount, left, seconds)


class RateLimits:
    """The limits of one app."""

    def __init__(self, *, per_key: int, failed_keys: int, storage_url: str | None) -> None:
        storage = MovingWindows() if storage_url is None else _far_storage(storage_url)
        self.per_key = Limit("key", per_key, storage)
        self.failed_keys = Limit("failed-keys", failed_keys, storage)


def _far_storage(url: str) -> Storage:
    storage = storage_from_string(url, wrap_exceptions=True)
    if not isinstance(storage, Storage) or not isinstance(storage, MovingWindowSupport):
        raise TypeError("this storage has no moving windows")
    return storage


def address_of(scope: Scope) -> str:
    """Where the request comes from: an IPv4 address, or the network of an IPv6 one, of which everybody has many.

    The server puts there what a proxy says only if it trusts that proxy.
    """
    host = scope["client"][0] if scope.get("client") else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, _IPV6_NETWORK_BITS), strict=False))
