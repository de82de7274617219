# Settings and helpers shared by `start` and `stop`. Sourced, not run.
# shellcheck shell=bash

# Everything the engine keeps: data, log, pid, env.sh. Removing it while stopped forgets all containers and volumes.
ENGINE_HOME=${LOCKKEEPER_ENGINE_HOME:-/var/tmp/lockkeeper-engine}
# The default is where Docker clients look when nobody tells them otherwise.
ENGINE_SOCKET=${LOCKKEEPER_ENGINE_SOCKET:-/var/run/docker.sock}
# Downloads and the built image. A second engine may share it, and then starts in seconds too.
ENGINE_CACHE=${LOCKKEEPER_ENGINE_CACHE:-$ENGINE_HOME/cache}
# The Debian release the engine comes from. Debian 12's own engine is too old to have Compose v2 beside it.
ENGINE_SUITE=${LOCKKEEPER_ENGINE_SUITE:-trixie}
# The majors of PostgreSQL to have an image of. 15 is made of this machine's files, the others are fetched.
ENGINE_IMAGES=${LOCKKEEPER_ENGINE_IMAGES:-15}
# Where 16 comes from: no release of Debian has it.
ENGINE_UBUNTU=${LOCKKEEPER_ENGINE_UBUNTU:-http://archive.ubuntu.com/ubuntu}
# Set to 1 for an engine beside another one (a test that stops or kills its engine). Give it its own home and socket.
ENGINE_PRIVATE=${LOCKKEEPER_ENGINE_PRIVATE:-}

ENGINE_ROOT=$ENGINE_CACHE/$ENGINE_SUITE/root
ENGINE_PIDFILE=$ENGINE_HOME/dockerd.pid

ENGINE_T0=${EPOCHREALTIME/[^0-9]/}
step() { printf '%6d ms  %s\n' $(((${EPOCHREALTIME/[^0-9]/} - ENGINE_T0) / 1000)) "$*" >&2; }
die() { printf 'engine: %s\n' "$*" >&2; exit 1; }

# What other shells configured must not decide which engine we talk to.
unset DOCKER_CONTEXT DOCKER_TLS_VERIFY DOCKER_CERT_PATH DOCKER_API_VERSION
export DOCKER_HOST=unix://$ENGINE_SOCKET DOCKER_CONFIG=$ENGINE_HOME/config
docker() { "$ENGINE_ROOT/usr/bin/docker" "$@"; }

engine_answers() { timeout 5 "$ENGINE_ROOT/usr/bin/docker" version --format '{{.Server.Version}}' >/dev/null 2>&1; }

# Prints the pid of the dockerd started from ENGINE_HOME, or fails. A pid file alone proves nothing: after a crash or a
# reboot the number may belong to any program.
own_dockerd() {
    local pid
    pid=$(cat "$ENGINE_PIDFILE" 2>/dev/null) && [ -n "$pid" ] || return 1
    tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -qxF -- "--data-root=$ENGINE_HOME/data" || return 1
    printf '%s\n' "$pid"
}

# Package servers have bad moments; one more attempt is cheap, a third would only hide a real fault.
apt_retry() {
    apt-get "$@" && return
    echo "engine: apt-get failed, trying once more" >&2
    sleep 3
    apt-get "$@"
}

# The Debian mirror this machine already uses.
debian_mirror() {
    local host
    # shellcheck source=/dev/null
    host=$(. /etc/os-release && echo "$VERSION_CODENAME")
    # shellcheck disable=SC2016  # apt expands these
    apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages' |
        awk -v r="$host" '$2 == r && !n++ {print $1} END {exit !n}' || die "apt has no source for $host"
}

# own_apt FOLDER SOURCE...: fetches the package lists of these sources, and sets `apt` to the options that use them.
# Lists and sources of our own: the system's stay as they are, and no package of another release can slip into the system
# by a later `apt-get upgrade`.
own_apt() {
    local base=$1
    mkdir -p "$base"/{lists/partial,archives/partial}
    printf '%s\n' "${@:2}" | sort -u >"$base/sources.list"
    apt=(-qq -o Dir::Etc::sourcelist="$base/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$base/lists"
        -o Dir::Cache="$base" -o APT::Sandbox::User=root -o Acquire::Languages=none)
    # A source that does not answer is an error, not a warning and an empty list.
    apt_retry "${apt[@]}" -o APT::Update::Error-Mode=any update
}

missing_packages() { local p; for p; do dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q ' installed$' || echo "$p"; done; }

# install_packages PACKAGE...: those that are missing. Costs nothing when there are none.
install_packages() {
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    step "installing ${missing[*]}"
    apt_retry -qq update
    DEBIAN_FRONTEND=noninteractive apt_retry -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
}

install_postgresql() {
    [ -n "$(missing_packages postgresql-15 postgresql-client-15)" ] || return 0
    # Debian would create and start a server of its own on 5432, the very port the tests' containers are for.
    install_packages postgresql-common
    sed -i -E 's/^#?create_main_cluster *=.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
    install_packages postgresql-15 postgresql-client-15
}
