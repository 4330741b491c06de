#!/bin/sh
# Runs a test on a session bus of its own. What the bus and the services it starts print is no part
# of the test's output.
set -eu

[ $# -gt 0 ] || { echo "usage: with-bus.sh PROGRAM [ARGUMENT…]" >&2; exit 2; }
exec 3>&1 4>&2
# shellcheck disable=SC2016 # The inner shell expands it.
exec dbus-run-session -- sh -c 'exec "$@" >&3 2>&4 3>&- 4>&-' sh "$@" >/dev/null 2>&1
