#!/bin/sh
# Installs what is missing, builds Kontor and opens it on a demo office; without a display it makes papers.
set -eu
cd "$(dirname "$0")/.."

build=build
office=$build/demo.kontor
kontor=$build/src/kontor

sh data/packages.sh
# A folder whose setup was cut off has no build.ninja and is set up again.
[ -f $build/build.ninja ] || meson setup $build
# Neither the tests nor anything else that the program itself does not need.
ninja -C $build src/kontor data/gschemas.compiled kontor-gmo

if [ ! -f $office ]; then
  # Under another name until it is whole, so that an office cut off half-way is not taken for one.
  rm -f $build/making.kontor*
  $kontor demo $build/making.kontor
  mv $build/making.kontor $office
fi

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  echo "Opening $office"
  exec $kontor --file $office
fi

pdf=$build/proforma.pdf
xlsx=$build/proforma.xlsx
if [ ! -s $xlsx ] || [ -z "$(find $pdf -newer $kontor 2>/dev/null)" ]; then
  # In a copy: issuing takes a number, and the demo office is to stay as it is.
  cp $office $build/papers.kontor
  $kontor --file $build/papers.kontor make proforma --deal 1 --issue --pdf $pdf --xlsx $xlsx
fi
echo "There is no display here, so Kontor made the demo's payment request:"
echo "  $PWD/$pdf"
echo "  $PWD/$xlsx"
