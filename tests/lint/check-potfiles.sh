#!/bin/sh
# po/POTFILES.in names each file with words for people, no other, in order. --fix writes it anew.
set -eu
export LC_ALL=C

fix=false
if [ "${1:-}" = --fix ]; then
  fix=true
  shift
fi
here=$(cd "$(dirname "$0")" && pwd)
cd "${1:-$here/../..}"
command -v xgettext >/dev/null || { echo "there is no xgettext"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The extractor itself says which files have words: no second idea of what a word looks like.
{
  find src -name '*.[ch]' -o -name '*.ui'
  find data -name '*.desktop.in*' -o -name '*.metainfo.xml.in' -o -name '*-mime.xml.in' \
    -o -name '*.gschema.xml'
} | sort >"$work/candidates"
if ! sh "$here/xgettext.sh" --files-from="$work/candidates" --no-wrap --add-location=file \
  --output="$work/kontor.pot" 2>"$work/log"; then
  cat "$work/log"
  exit 1
fi
sed -n 's/^#: //p' "$work/kontor.pot" | tr ' ' '\n' | sed '/^$/d' | sort -u >"$work/wanted"

if [ "$fix" = true ]; then
  {
    echo '# Files with words for people, sorted. "tests/lint/check-potfiles.sh --fix" writes it anew.'
    cat "$work/wanted"
  } >po/POTFILES.in
  exit 0
fi

grep -v -e '^#' -e '^$' po/POTFILES.in >"$work/listed" || :
sort "$work/listed" >"$work/sorted"
sort -u "$work/listed" >"$work/once"
{
  cmp -s "$work/listed" "$work/sorted" || echo "po/POTFILES.in: not sorted"
  uniq -d "$work/sorted" | sed 's|^|po/POTFILES.in: listed twice: |'
  comm -23 "$work/wanted" "$work/once" | sed 's|$|: has words, but is missing in po/POTFILES.in|'
  comm -13 "$work/wanted" "$work/once" | sed 's|^|po/POTFILES.in: stale: |'
} >"$work/wrong"
[ -s "$work/wrong" ] || exit 0
cat "$work/wrong"
echo 'Run "tests/lint/check-potfiles.sh --fix".'
exit 1
