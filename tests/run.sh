#!/bin/sh
# Installs what the tests need, builds Kontor and runs them all; the last line says how many passed.
# --quick: one plain build, without sanitizers and clang.  --long: the long rigs in full.
set -eu
cd "$(dirname "$0")/.."

quick=false
multiplier=1
for argument in "$@"; do
  case $argument in
    --quick) quick=true ;;
    --long)
      export KONTOR_LONG=1
      # No time limits.
      multiplier=0
      ;;
    *) echo "usage: run.sh [--quick] [--long]" >&2; exit 2 ;;
  esac
done

# Where the builds are made; a second checkout may want them elsewhere.
builds=${KONTOR_BUILDS:-.}
plain=$builds/build-plain
asan=$builds/build-asan
clang=$builds/build-clang
jobs=$(nproc 2>/dev/null || echo 2)

sh data/packages.sh --tests

began=$(date +%s)
failed_steps=0
say () {
  echo "[$(($(date +%s) - began)) s] $*"
}

# build FOLDER COMPILER OPTION…: a step that fails is counted, the others still run.
build () {
  folder=$1
  compiler=$2
  shift 2
  say "building $folder with $compiler"
  if [ ! -f "$folder/build.ninja" ]; then
    # Its long list of what was found is of interest only when something was not.
    if ! found=$(CC=$compiler meson setup "$folder" "$@" 2>&1); then
      printf '%s\n' "$found"
      failed_steps=$((failed_steps + 1))
      return 1
    fi
  fi
  # Quiet, but for what the compilers say.
  if ! ninja -C "$folder" -j "$jobs" --quiet; then
    failed_steps=$((failed_steps + 1))
    echo "failed: building $folder"
    return 1
  fi
}

# One display for all; tests with keys and pointer start their own.
display=
! command -v Xvfb >/dev/null || display='sh tests/support/with-xvfb.sh --own --status --'

logs=
# run NAME FOLDER FACTOR OPTION…
run () {
  name=$1
  folder=$2
  factor=$3
  shift 3
  say "testing $name"
  log=$folder/meson-logs/$name.json
  rm -f "$log"
  # shellcheck disable=SC2086 # A command of several words, or none.
  $display meson test -C "$folder" --no-rebuild --print-errorlogs --logbase "$name" \
    --timeout-multiplier $((multiplier * factor)) "$@" || :
  if [ -f "$log" ]; then
    logs="$logs $log"
  else
    echo "failed: $name left no log"
    failed_steps=$((failed_steps + 1))
  fi
}

# has FOLDER SUITE: meson calls it an error to ask for a suite without tests.
has () {
  meson test -C "$1" --no-rebuild --list --suite "$2" 2>/dev/null | grep -q " / "
}

mkdir -p "$builds"
plain_built=true
build "$plain" gcc -Dwerror=true --fatal-meson-warnings || plain_built=false
if [ "$quick" = true ]; then
  [ "$plain_built" = false ] || run all "$plain" 1 --no-suite perf
else
  # Only compiled: its warnings are others than those of gcc.
  build "$clang" clang -Dwerror=true -Ddebug=false -Doptimization=0 || :
  if build "$asan" gcc -Db_sanitize=address,undefined; then
    # Not the rigs: what is loaded before a program does not go with sanitizers.
    run floors "$asan" 4 --no-suite data --no-suite lint --no-suite e2e --no-suite perf \
      --no-suite rigs
  fi
  [ "$plain_built" = false ] || run program "$plain" 1 --suite data --suite lint --suite e2e \
    --suite rigs
fi
# Alone on the machine, for they measure.
if [ "$plain_built" = true ] && has "$plain" perf; then
  run perf "$plain" 1 --suite perf --num-processes 1
fi

say "done"
# shellcheck disable=SC2086 # A list of paths of our own.
python3 tests/support/count-tests.py "$failed_steps" $logs
