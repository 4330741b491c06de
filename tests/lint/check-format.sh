#!/bin/sh
# clang-format would change nothing in src and tests.
set -eu
cd "${1:-$(dirname "$0")/../..}"

# Each major version lays out a little differently: ours is the one of Debian 12.
tool=$(command -v clang-format-14 || command -v clang-format || :)
[ -n "$tool" ] || { echo "there is no clang-format"; exit 77; }
case $("$tool" --version) in
  *"version 14."*) ;;
  *) echo "$tool is not version 14"; exit 77 ;;
esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find src tests -name '*.[ch]' -print0 >"$work/files"
xargs -0 -r "$tool" --style=file --dry-run -Werror <"$work/files" 2>"$work/log" && exit 0
grep -A 1 'error:' "$work/log" | head -60
echo "Run clang-format -i on:"
sed -n 's/^\([^ :]*\):[0-9]*:[0-9]*: error:.*/\1/p' "$work/log" | sort -u
exit 1
