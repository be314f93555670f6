#!/bin/sh
# Compiles the stylesheet and copies the scripts that Hornbook ships. Needs Node 20 and npm; nothing else does.
# Versions are exact in package.json. No lock file is kept, for it would hold addresses; run `npm audit` when versions move.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out="$here/../static/hornbook"
tests="$here/../../../../tests/desks/vendor"
cd "$here"

npm install --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error
mkdir -p "$out" "$tests"
npx sass --load-path=node_modules --style=compressed --no-source-map --quiet-deps scss/hornbook.scss "$out/hornbook.css"
sed 's|//# sourceMappingURL=.*$||' node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js >"$out/govuk-frontend.min.js"
cp node_modules/axe-core/axe.min.js "$tests/axe.min.js"
cp node_modules/axe-core/LICENSE "$tests/axe-core.LICENCE.txt"

if grep -n -E 'url\(|GDS|crown|crest|@font-face' "$out/hornbook.css"; then
    echo "The stylesheet names a file, a crown or a typeface that is not ours to ship." >&2
    exit 1
fi
echo "Built $out/hornbook.css ($(wc -c <"$out/hornbook.css") bytes)."
