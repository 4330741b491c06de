#!/bin/sh
# Lets a real MIME database take in the description of office files, and asks it about one.
set -eu
[ $# -eq 1 ] || { echo "usage: check-mime.sh PACKAGE.xml" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/mime/packages"
cp "$1" "$work/mime/packages/"
XDG_DATA_HOME=$work XDG_DATA_DIRS=$work update-mime-database "$work/mime"

fail () {
  echo "$1" >&2
  exit 1
}
[ -f "$work/mime/application/x-kontor.xml" ] || fail "The type application/x-kontor is not there."
grep -q ':application/x-kontor:\*\.kontor' "$work/mime/globs2" || fail "*.kontor names no type."
grep -aq 'application/x-kontor' "$work/mime/magic" || fail "The type has no magic."

# An office under a foreign name is known by its content, a plain SQLite file is not taken for one.
command -v gio >/dev/null || exit 0
type_of () {
  XDG_DATA_HOME=$work XDG_DATA_DIRS=$work GIO_USE_VFS=local \
    gio info -a standard::content-type "$1" | sed -n 's/.*standard::content-type: //p'
}
page () {
  printf 'SQLite format 3\000'
  dd if=/dev/zero bs=1 count=52 2>/dev/null
  printf '%b' "$1"
  dd if=/dev/zero bs=1 count=440 2>/dev/null
}
page 'KNTR' >"$work/office"
page '\000\000\000\000' >"$work/plain"
cp "$work/plain" "$work/named.kontor"
[ "$(type_of "$work/office")" = application/x-kontor ] || fail "An office is not known by content."
[ "$(type_of "$work/named.kontor")" = application/x-kontor ] || fail "*.kontor is not known by name."
[ "$(type_of "$work/plain")" != application/x-kontor ] || fail "Any SQLite file passes for an office."
