#!/usr/bin/env bash
# Installs what the long tests need beside Python: a C compiler (every write to disk fails in turn) and LibreOffice Calc (another reader of
# workbooks). A test that misses one is skipped and says so.
set -u
missing=()
command -v cc > /dev/null || command -v gcc > /dev/null || missing+=(gcc libc6-dev)
command -v soffice > /dev/null || missing+=(libreoffice-calc)
if [ ${#missing[@]} -gt 0 ] && command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
    echo "Voor de lange tests wordt met apt-get geïnstalleerd: ${missing[*]}." >&2
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=900 install --no-install-recommends "${missing[@]}"; } > /dev/null 2>&1
fi
exit 0
