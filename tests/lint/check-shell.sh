#!/bin/sh
# Our scripts are free of what the tool of that name finds.
set -eu
cd "${1:-$(dirname "$0")/../..}"

command -v shellcheck >/dev/null || { echo "there is no shellcheck"; exit 77; }
find data tests -name '*.sh' -exec shellcheck -S style {} +
[ ! -f .ci/run ] || shellcheck -S style .ci/run
