#!/usr/bin/env bash
# Keeps the contract of the official postgres image's entry point; written for Lockkeeper's tests.
set -Eeuo pipefail

say() { printf '%s\n' "$@"; }
fail() { printf '%s\n' "$@" >&2; exit 1; }

# setting NAME [DEFAULT]: takes NAME, or the content of the file NAME_FILE names (how secrets are mounted), never both.
setting() {
    local name=$1 file=${1}_FILE value=${2:-}
    [ -z "${!name:-}" ] || [ -z "${!file:-}" ] || fail "error: both $name and $file are set (but are exclusive)"
    if [ -n "${!name:-}" ]; then value=${!name}; elif [ -n "${!file:-}" ]; then value=$(<"${!file}"); fi
    export "$name=$value"
    unset "$file"
}

run_sql() { psql -v ON_ERROR_STOP=1 --no-password --no-psqlrc --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" "$@"; }

init_scripts() {
    local f
    for f in /docker-entrypoint-initdb.d/*; do
        case $f in
            *.sh)
                if [ -x "$f" ]; then
                    say "$0: running $f"
                    "$f"
                else
                    # Meant to be read by this shell: it may set variables for later ones.
                    say "$0: sourcing $f"
                    # shellcheck source=/dev/null
                    . "$f"
                fi ;;
            *.sql) say "$0: running $f"; run_sql --file "$f"; say ;;
            *.sql.gz) say "$0: running $f"; gunzip -c "$f" | run_sql; say ;;
            *.sql.xz | *.sql.zst) fail "$0: $f: this image has no decompressor for it" ;;
            '/docker-entrypoint-initdb.d/*') ;; # empty folder
            *) say "$0: ignoring $f" ;;
        esac
    done
}

initialise() {
    setting POSTGRES_PASSWORD
    setting POSTGRES_USER postgres
    setting POSTGRES_DB "$POSTGRES_USER"
    setting POSTGRES_INITDB_ARGS
    if [ -z "$POSTGRES_PASSWORD" ] && [ "${POSTGRES_HOST_AUTH_METHOD:-}" != trust ]; then
        # The first line is the official image's: programs recognise the situation by it.
        fail "Error: Database is uninitialized and superuser password is not specified." \
            "       You must specify POSTGRES_PASSWORD to a non-empty value for the superuser."
    fi
    # eval: POSTGRES_INITDB_ARGS is several arguments with shell quoting. The password goes through a pipe, not a file.
    eval 'initdb --username="$POSTGRES_USER" --pwfile=<(printf "%s\n" "$POSTGRES_PASSWORD") '"$POSTGRES_INITDB_ARGS"
    : "${POSTGRES_HOST_AUTH_METHOD:=$(postgres -C password_encryption "${@:2}")}"
    printf '\nhost all all all %s\n' "$POSTGRES_HOST_AUTH_METHOD" >>"$PGDATA/pg_hba.conf"

    # The server's options apply during initialisation too. (%q of nothing would be an empty argument.)
    local options=
    [ $# = 1 ] || options=$(printf '%q ' "${@:2}")
    # Initialisation must not be seen from outside: Unix socket only.
    export PGPASSWORD=$POSTGRES_PASSWORD
    pg_ctl -D "$PGDATA" -o "-c listen_addresses='' $options" -w start
    [ "$POSTGRES_DB" = postgres ] ||
        run_sql --dbname postgres --set db="$POSTGRES_DB" <<<'CREATE DATABASE :"db";'
    init_scripts
    pg_ctl -D "$PGDATA" -m fast -w stop
    unset PGPASSWORD
    say '' 'PostgreSQL init process complete; ready for start up.' ''
}

# Since 18 the volume holds a folder for every major. A database where an older image kept its own, or a volume mounted
# there, must not be answered with a new, empty database beside it. The first line is the official image's.
refuse_old_data() {
    local d found=()
    [ "$PGDATA" = "/var/lib/postgresql/$PG_MAJOR/docker" ] || return 0
    for d in /var/lib/postgresql /var/lib/postgresql/data /var/lib/postgresql/*/docker; do
        [ ! -s "$d/PG_VERSION" ] || found+=("$d")
    done
    [ ${#found[@]} -gt 0 ] || ! mountpoint -q /var/lib/postgresql/data || found=("/var/lib/postgresql/data (unused mount/volume)")
    [ ${#found[@]} = 0 ] || fail "Error: in 18+, these Docker images are configured to store database data in a" \
        "       format which is compatible with \"pg_ctlcluster\". There appears to be PostgreSQL data in:" "         ${found[*]}"
}

# Options alone are meant for the server.
[[ ${1:-} != -* ]] || set -- postgres "$@"
# Any other program (`docker run ... bash`), and questions to the server that need no database.
[ "${1:-}" = postgres ] || exec "$@"
for a; do case $a in --help | -\? | --version | -V | --describe-config) exec "$@" ;; esac; done

export PGDATA=${PGDATA:-/var/lib/postgresql/data}
if [ "$(id -u)" = 0 ]; then
    mkdir -p "$PGDATA" /var/run/postgresql
    chmod 00700 "$PGDATA"
    chmod 03775 /var/run/postgresql
    find "$PGDATA" \! -user postgres -exec chown postgres '{}' +
    find /var/run/postgresql \! -user postgres -exec chown postgres '{}' +
    # The server refuses to run as root.
    exec setpriv --reuid=postgres --regid=postgres --init-groups -- "$0" "$@"
fi

if [ -s "$PGDATA/PG_VERSION" ]; then
    say '' 'PostgreSQL Database directory appears to contain a database; Skipping initialization' ''
else
    refuse_old_data
    initialise "$@"
fi
exec "$@"
