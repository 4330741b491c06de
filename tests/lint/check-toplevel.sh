#!/bin/sh
# The project's folder holds what the README's map names, and nothing else.
set -eu
cd "${1:-$(dirname "$0")/../..}"

wrong=0
for path in *; do
  case $path in
    src | data | po | tests | meson.build | README.md | LICENSE) ;;
    build* | '*') ;;
    *)
      # What git ignores stands only on this desktop.
      git check-ignore -q "$path" 2>/dev/null && continue
      echo "$path: nothing but src data po tests meson.build README.md LICENSE belongs here"
      wrong=1
      ;;
  esac
done
exit "$wrong"
