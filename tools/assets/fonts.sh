#!/usr/bin/env bash
# Makes exports/fonts again: Inter, cut down to the signs of Dutch, for documents that carry their own type. Needs fonts-inter and fonttools.
set -euo pipefail
project=$(cd "$(dirname "$0")/../.." && pwd)
signs="U+0020-007E,U+00A0-017F,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2039,U+203A,U+20AC,U+2122,U+2190-2193,U+2212,U+2248,U+2264,U+2265,U+25A0,U+25B2,U+25BC,U+25CF"
for weight in Regular SemiBold Italic; do
    pyftsubset "/usr/share/fonts/opentype/inter/Inter-$weight.otf" --unicodes="$signs" --output-file="$project/exports/fonts/Inter-$weight.otf" \
        --layout-features='kern,liga,tnum,calt,mark,mkmk,ccmp,locl'
done
