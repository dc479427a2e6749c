# Shared by ./run and ./test; read with ". tools/setup.sh" from the root of the project. POSIX sh.
# Needs Python 3.11 or later with its venv module, and nothing else. Does nothing twice: what was
# installed is remembered in .venv/jtai-lock, with the checksum of the lock it came from.

say() { printf '%s\n' "$*"; }
give_up() { printf '%s\n' "$*" >&2; exit 1; }
checksum() { cat "$@" | sha256sum | cut -d' ' -f1; }

usable_python() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

make_environment() {
    if [ -x .venv/bin/python ] && .venv/bin/python -c 'import pip' >/dev/null 2>&1; then return; fi
    chosen=
    for name in python3.11 python3.12 python3.13 python3; do
        if usable_python "$name"; then chosen=$name; break; fi
    done
    [ -n "$chosen" ] || give_up "Python 3.11 is needed and was not found. On Debian 12: apt-get install python3 python3-venv, then try again."
    "$chosen" -c 'import venv, ensurepip' >/dev/null 2>&1 ||
        give_up "Python is here, but not its venv module. On Debian: apt-get install python3-venv, then try again."
    say "Making .venv with $("$chosen" --version)"
    rm -rf .venv
    "$chosen" -m venv .venv || give_up "The Python environment .venv could not be made; the lines above say why."
}

# The development lock holds everything the other one does: ./run is content with either, so that
# ./run after ./test neither removes nor installs anything.
install_packages() {
    wanted=$1
    run_mark="run $(checksum requirements.txt)"
    dev_mark="dev $(checksum requirements.txt requirements-dev.txt)"
    mark=$(cat .venv/jtai-lock 2>/dev/null || true)
    [ "$mark" = "$dev_mark" ] && return
    [ "$wanted" = run ] && [ "$mark" = "$run_mark" ] && return
    # Where development packages are, they stay, whatever interrupted the last installation.
    case "$mark" in dev*) wanted=dev ;; esac
    [ ! -x .venv/bin/pytest ] || wanted=dev

    if [ ! -x .venv/bin/uv ]; then
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tools/uv.txt ||
            give_up "uv, which installs the packages, could not be installed. Is there a network? Then try again."
    fi
    if [ "$wanted" = dev ]; then lock=requirements-dev.txt; mark=$dev_mark; else lock=requirements.txt; mark=$run_mark; fi
    say "Installing the packages of $lock"
    rm -f .venv/jtai-lock
    .venv/bin/uv pip sync --quiet --require-hashes --python .venv/bin/python "$lock" ||
        give_up "The packages of $lock could not be installed; the lines above say which. Nothing else was changed: try again."
    printf '%s\n' "$mark" > .venv/jtai-lock
}

# The project itself is not installed: its source folder is put on the path, and .venv/bin/jtai made.
make_importable() {
    .venv/bin/python - "$PWD" <<'PYTHON' || give_up "The project could not be put on the path of .venv."
import pathlib, sys, sysconfig
root = pathlib.Path(sys.argv[1])
site = pathlib.Path(sysconfig.get_path("purelib"), "jtai_src.pth")
shim = root / ".venv/bin/jtai"
# A "#!" line breaks on a path with a space or beyond 127 characters, so the shell finds Python.
text = f"""#!/bin/sh
'''exec' "{root}/.venv/bin/python" "$0" "$@"
' '''
import sys
from jtai.cli import main
sys.exit(main())
"""
for path, wanted in ((site, f"{root}/src\n"), (shim, text)):
    if not path.exists() or path.read_text() != wanted:
        path.write_text(wanted)
shim.chmod(0o755)
PYTHON
}

fetch_assets() {
    .venv/bin/python tools/fetch_assets.py ||
        give_up "The front-end assets could not be fetched; the lines above say why. Is there a network? Then try again."
}

set_up() {
    [ -f requirements.txt ] || give_up "requirements.txt is missing: is this a whole checkout of the project?"
    make_environment
    install_packages "$1"
    make_importable
    fetch_assets
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

# The browser comes from Debian: a browser that a package downloads for itself is not to be had everywhere.
find_chromium() {
    case "$1" in checks | apps) return 0 ;; esac
    command -v chromium >/dev/null 2>&1 && return 0
    command -v apt-get >/dev/null 2>&1 || return 0
    say "Installing Debian's Chromium for the journeys"
    {
        as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
                chromium fonts-liberation2
    } >/dev/null || say "Chromium could not be installed: what needs a browser will be skipped."
}
