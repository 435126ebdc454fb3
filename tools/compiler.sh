#!/usr/bin/env bash
# Makes sure that there is a C compiler: one long test lets every write to disk fail in turn. It is skipped without.
set -u
command -v cc > /dev/null || command -v gcc > /dev/null && exit 0
if command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=900 install --no-install-recommends gcc libc6-dev; } > /dev/null 2>&1
fi
exit 0
