#!/bin/sh
# Each language of po/LINGUAS has every word that is in the sources now, none of them fuzzy.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "${1:-$here/../..}"

for tool in xgettext msgmerge msgattrib msgfmt; do
  command -v "$tool" >/dev/null || { echo "there is no $tool"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! sh "$here/xgettext.sh" --files-from=po/POTFILES.in --output="$work/kontor.pot" 2>"$work/log"; then
  cat "$work/log"
  exit 1
fi

# Each message with the place it comes from; the head, which is the first, is left out.
show () {
  echo "$1:"
  awk 'BEGIN { RS = ""; FS = "\n" } NR > 1' "$2" | grep -e '^#:' -e '^msgctxt' -e '^msgid' -e '^"' |
    head -80
}

wrong=0
while read -r language; do
  po=po/$language.po
  if ! msgfmt --check --check-accelerators=_ --output-file=/dev/null "$po" 2>"$work/log"; then
    cat "$work/log"
    wrong=1
    continue
  fi
  msgattrib --only-fuzzy --no-obsolete "$po" >"$work/fuzzy"
  msgmerge --quiet --no-fuzzy-matching --output-file="$work/merged" "$po" "$work/kontor.pot"
  msgattrib --untranslated --no-obsolete "$work/merged" >"$work/missing"
  [ ! -s "$work/fuzzy" ] || { show "$po: fuzzy" "$work/fuzzy"; wrong=1; }
  [ ! -s "$work/missing" ] || { show "$po: missing" "$work/missing"; wrong=1; }
done <po/LINGUAS
[ "$wrong" -eq 0 ] || echo 'Run "ninja kontor-update-po" in the build folder and fill them in.'
exit "$wrong"
