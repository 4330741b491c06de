#!/bin/sh
# Installs what Kontor needs of Debian 12 or newer, as far as dpkg says it is missing: packages.sh [--tests].
set -eu

build_packages='
  gcc libc6-dev pkg-config meson ninja-build gettext libxml2-utils libglib2.0-bin libglib2.0-dev-bin
  libglib2.0-dev libgtk-4-dev libadwaita-1-dev libsqlite3-dev libjson-glib-dev
  libpango1.0-dev libcairo2-dev libfontconfig-dev libqrencode-dev libpoppler-glib-dev libzip-dev
  libgmime-3.0-dev libgsf-1-dev libxml2-dev
  adwaita-icon-theme librsvg2-common shared-mime-info dconf-gsettings-backend
'
test_packages='
  python3 python3-gi python3-pyatspi gir1.2-atspi-2.0 at-spi2-core dbus xvfb xdotool x11-utils openbox
  fonts-dejavu-core fonts-cantarell poppler-utils sqlite3 procps
  desktop-file-utils appstream clang clang-format shellcheck
'
packages=$build_packages
[ "${1:-}" != --tests ] || packages=$build_packages$test_packages

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "This is not Debian: see to it that the like of these is there:$packages"
  exit 0
fi

# shellcheck disable=SC2086 # A list of words.
set -- $packages
there=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
  sed -n 's/^installed //p') || :
missing=
for package in "$@"; do
  printf '%s\n' "$there" | grep -qxF "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

# apt waits for another apt instead of giving up.
set -- env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "As root, install:$missing" >&2
    exit 1
  fi
  set -- sudo "$@"
fi
echo "Installing$missing"
"$@" update
# shellcheck disable=SC2086 # A list of words.
"$@" install -y --no-install-recommends $missing >/dev/null
