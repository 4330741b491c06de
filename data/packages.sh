#!/bin/sh
# What Kontor needs of Debian 12 or newer; sourced by data/try.sh and tests/run.sh.

# shellcheck disable=SC2034 # Read by the scripts that source this one.
build_packages='
  gcc libc6-dev pkg-config meson ninja-build gettext libxml2-utils libglib2.0-bin libglib2.0-dev-bin
  libglib2.0-dev libgtk-4-dev libadwaita-1-dev libsqlite3-dev libjson-glib-dev
  libpango1.0-dev libcairo2-dev libfontconfig-dev libxlsxwriter-dev libqrencode-dev libpoppler-glib-dev
  adwaita-icon-theme librsvg2-common shared-mime-info dconf-gsettings-backend
'

# as_root COMMAND…
as_root () {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "This needs root: $*" >&2
    return 1
  fi
}

# install_missing PACKAGE…: asks apt only when dpkg does not have them all.
install_missing () {
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "This is not Debian: install the like of $*" >&2
    return 0
  fi
  there=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
    sed -n 's/^installed //p') || :
  missing=
  for package in "$@"; do
    printf '%s\n' "$there" | grep -qxF "$package" || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  echo "Installing$missing"
  # apt waits for another apt instead of giving up.
  set -- env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq
  as_root "$@" update
  # shellcheck disable=SC2086 # A list of words.
  as_root "$@" install -y --no-install-recommends $missing >/dev/null
}
