#!/usr/bin/env bash
# Builds the vendored files again: plotly bundle, Bootstrap, Inter, axe. Needs node and npm.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/plotly-entry.js" "$work"
cd "$work"
npm install --no-audit --no-fund --ignore-scripts --silent
node_modules/.bin/esbuild plotly-entry.js --bundle --minify --format=iife --legal-comments=none --loader:.css=empty \
    --define:global=window '--define:process.env.NODE_ENV="production"' --outfile="$project/assets/01-plotly.js"
cp node_modules/bootstrap/dist/css/bootstrap.min.css "$project/assets/bootstrap.css"
sed -i 's|/\*# sourceMappingURL.*\*/||' "$project/assets/bootstrap.css"
mkdir -p "$project/assets/fonts" "$project/tests/browser"
cp node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2 "$project/assets/fonts/inter.woff2"
cp node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2 "$project/assets/fonts/inter-ext.woff2"
cp node_modules/@fontsource-variable/inter/LICENSE "$project/assets/fonts/LICENSE"
cp node_modules/axe-core/axe.min.js "$project/tests/browser/axe.min.js"
