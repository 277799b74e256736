"""Counts and durations of requests for Prometheus. No label holds anything that a caller chose."""

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.types import Scope

from service.web.route_names import method_of, template_of

_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
# The library's own switch: with it, every process writes its numbers into files of this folder.
_SHARED_FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"


class RequestMetrics:
    """The numbers of one app: requests by method, route template and status, their durations, and how many run."""

    def __init__(self, version: str) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "bonus_http_requests", "Requests answered.", ["method", "route", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "bonus_http_request_duration_seconds",
            "Time from the request's head to the end of the answer.",
            ["method", "route"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._running = Gauge(
            "bonus_http_requests_in_flight",
            "Requests being answered now.",
            multiprocess_mode="livesum",
            registry=self._registry,
        )
        build = Gauge(
            "bonus_build_info",
            "Always 1; the labels say what runs.",
            ["version", "python"],
            multiprocess_mode="max",
            registry=self._registry,
        )
        build.labels(version, platform.python_version()).set(1)
        ProcessCollector(registry=self._registry)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Counts a request as running as long as the block lasts."""
        with self._running.track_inprogress():
            yield

    def answered(self, scope: Scope, status: int, seconds: float) -> None:
        """Counts a request that ended with this status."""
        method, route = method_of(scope), template_of(scope) or "unmatched"
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def exposition(self) -> bytes:
        """All numbers in Prometheus' text format; those of every process where they share a folder."""
        if _SHARED_FOLDER in os.environ:
            everybody = CollectorRegistry()
            MultiProcessCollector(everybody)  # type: ignore[no-untyped-call]
            return generate_latest(everybody)
        return generate_latest(self._registry)
