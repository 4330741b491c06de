#!/bin/sh
# Runs a test on a display: on the one in $DISPLAY, or on an Xvfb of its own; without either it is skipped.
# --own always starts one, for tests with xdotool, whose keys must reach no other test.
# --status is for a test that speaks by its exit status instead of TAP.
set -eu

own=false
status=false
while [ $# -gt 0 ]; do
  case $1 in
    --own) own=true ;;
    --status) status=true ;;
    --) shift; break ;;
    *) break ;;
  esac
  shift
done
[ $# -gt 0 ] || { echo "usage: with-xvfb.sh [--own] [--status] [--] PROGRAM [ARGUMENT…]" >&2; exit 2; }

[ "$own" = true ] || [ -z "${DISPLAY:-}" ] || exec "$@"

skip () {
  if [ "$status" = true ]; then
    echo "$1" >&2
    exit 77
  fi
  echo "1..0 # SKIP $1"
  exit 0
}
command -v Xvfb >/dev/null || skip "there is no display and no Xvfb"

work=$(mktemp -d)
server=
# shellcheck disable=SC2317 # The trap calls it.
finish () {
  [ -z "$server" ] || kill "$server" 2>/dev/null || :
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# The server itself chooses a free number and tells it, so that any number of them may start at once.
Xvfb -displayfd 7 -screen 0 1600x1000x24 -nolisten tcp -noreset 7>"$work/number" 2>"$work/log" &
server=$!
turns=0
until [ -s "$work/number" ]; do
  turns=$((turns + 1))
  if [ "$turns" -gt 200 ] || ! kill -0 "$server" 2>/dev/null; then
    cat "$work/log" >&2
    skip "Xvfb did not start"
  fi
  sleep 0.05
done

DISPLAY=:$(cat "$work/number")
export DISPLAY
# Not exec: the server must end with the test. In the background, so that a signal is not held back.
"$@" &
test=$!
trap 'kill "$test" 2>/dev/null; exit 143' TERM
trap 'kill "$test" 2>/dev/null; exit 130' INT
result=0
wait "$test" || result=$?
exit "$result"
