#!/usr/bin/env bash
# Sets up what the tests marked "nominatim" need: PostgreSQL with PostGIS, osm2pgsql, and Nominatim from PyPI.
#
#   tests/tools/real_nominatim.sh install   Debian packages, and Nominatim in a virtual environment of its own
#   tests/tools/real_nominatim.sh python    print that environment's Python
#
# The tests start a PostgreSQL cluster of their own in a temporary folder; a running server is neither needed nor touched.
set -euo pipefail

NOMINATIM_VERSION=5.3.3
venv=${GEOMAP_NOMINATIM_VENV:-${XDG_CACHE_HOME:-$HOME/.cache}/geomap/nominatim-$NOMINATIM_VERSION}

install() {
    if ! command -v osm2pgsql >/dev/null || ! compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null ||
        ! compgen -G "/usr/share/postgresql/*/extension/postgis.control" >/dev/null; then
        as_root=()
        if [ "$(id -u)" != 0 ]; then as_root=(sudo); fi
        "${as_root[@]}" apt-get update -qq
        # PyICU comes as source: it needs a compiler, ICU's headers and pkg-config.
        DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends \
            postgresql postgresql-postgis osm2pgsql libicu-dev pkg-config g++ python3-dev python3-venv >/dev/null
    fi
    if ! "$venv/bin/python" -c "import nominatim_api, nominatim_db, falcon, uvicorn" 2>/dev/null; then
        "${PYTHON:-python3}" -m venv "$venv"
        "$venv/bin/python" -m pip --disable-pip-version-check install --quiet \
            "nominatim-db==$NOMINATIM_VERSION" "nominatim-api==$NOMINATIM_VERSION" falcon uvicorn
    fi
    echo "Nominatim $NOMINATIM_VERSION is in $venv"
}

case "${1:-}" in
    install) install ;;
    python) echo "$venv/bin/python" ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
