#!/bin/sh
# The database of the service and its two roles: one owns the tables, the other one works with them. The image of
# PostgreSQL runs this once, on an empty volume. Passwords come from the environment and are quoted by psql itself.
set -eu

psql --no-psqlrc --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\getenv owner_password POSTGRES_OWNER_PASSWORD
\getenv app_password POSTGRES_APP_PASSWORD
CREATE ROLE bonus_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE bonus_app LOGIN PASSWORD :'app_password';
CREATE DATABASE bonus OWNER bonus_owner;
REVOKE CONNECT ON DATABASE bonus FROM PUBLIC;
GRANT CONNECT ON DATABASE bonus TO bonus_app;
SQL
