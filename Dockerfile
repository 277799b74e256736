# Any image with Python 3.11 or newer, its venv module and its shared libraries will do.
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS build
WORKDIR /src
RUN python3 -m venv /build && python3 -m venv /opt/bonus
COPY constraints.txt ./
RUN /build/bin/pip install --no-cache-dir -c constraints.txt hatchling
COPY pyproject.toml README.md LICENSE ./
COPY rules rules
COPY service service
COPY migrations migrations
RUN /build/bin/python -m hatchling build --target wheel --directory /wheel \
 && /opt/bonus/bin/pip install --no-cache-dir -c constraints.txt /wheel/*.whl

FROM ${BASE}
RUN useradd --uid 10001 --home-dir /data --create-home bonus
COPY --from=build /opt/bonus /opt/bonus
ENV PATH=/opt/bonus/bin:$PATH \
    PYTHONUNBUFFERED=1
USER 10001
WORKDIR /data
# Where bonus.sqlite is unless BONUS_DATABASE_URL names a PostgreSQL.
VOLUME ["/data"]
EXPOSE 8000
# Alive, not ready: what ends a container for this must not do so because a database is away.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["bonus", "serve", "--host", "0.0.0.0", "--port", "8000"]
