#!/bin/sh
# xgettext with the keywords of meson's preset "glib", for the checks of translations.
exec xgettext --package-name=kontor --from-code=UTF-8 --add-comments --force-po \
  --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=g_dcgettext:2 \
  --keyword=g_dngettext:2,3 --keyword=g_dpgettext2:2c,3 --keyword=NP_:1,2 "$@"
