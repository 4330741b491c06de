#!/bin/sh
# Shows that the checks have teeth: a small project passes them all, and each planted fault is found.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
good=$work/good
bad=$work/bad
plant=$work/plant
count=0
wrong=0

result () {
  count=$((count + 1))
  if [ "$1" = 0 ]; then
    echo "ok $count - $2"
  else
    echo "not ok $count - $2"
    sed 's/^/# /' "$work/log"
    wrong=1
  fi
}

run () {
  status=0
  "$here/$1" "$2" >"$work/log" 2>&1 || status=$?
}

# passes CHECK: the small project has no fault.
passes () {
  run "$1" "$good"
  if [ "$status" -eq 77 ]; then
    count=$((count + 1))
    echo "ok $count - $1 passes # SKIP $(head -n 1 "$work/log")"
    return
  fi
  result "$status" "$1 passes what is right"
}

# finds CHECK WHAT FILE WORDS: writes standard input into FILE of a copy; CHECK must fail and say WORDS.
finds () {
  rm -rf "$bad"
  cp -R "$good" "$bad"
  mkdir -p "$(dirname "$bad/$3")"
  cat >"$bad/$3"
  run "$1" "$bad"
  found=1
  if [ "$status" -eq 1 ] && grep -qF -e "$4" "$work/log"; then found=0; fi
  if [ "$status" -eq 77 ]; then
    count=$((count + 1))
    echo "ok $count - $1 finds $2 # SKIP $(head -n 1 "$work/log")"
    return
  fi
  result "$found" "$1 finds $2"
}

# repeat TIMES LINE
repeat () {
  awk -v times="$1" -v line="$2" 'BEGIN { while (times-- > 0) print line }'
}

mkdir -p "$good/src/base" "$good/src/store" "$good/src/ui" "$good/data" "$good/po" "$good/tests/base"
cp "$top/.clang-format" "$good/"
: >"$good/meson.build"
: >"$good/README.md"
: >"$good/LICENSE"
cat >"$good/src/base/crm-thing.c" <<'END'
/* "SELECT * FROM remark" and <gtk/gtk.h> in a remark are no fault. */
#include "base/crm-thing.h"

const char *
crm_thing_name (void)
{
  return _ ("Thing");
}
END
echo '#include <glib.h>' >"$good/src/base/crm-thing.h"
cat >"$good/src/store/crm-store.c" <<'END'
#include "base/crm-thing.h"

#include <sqlite3.h>

static const char *const query = "SELECT id FROM client";
END
cat >"$good/src/ui/crm-window.c" <<'END'
#include "base/crm-thing.h"

#include <adwaita.h>
END
echo '#include "base/crm-thing.h"' >"$good/tests/base/test-thing.c"
printf 'src/base/crm-thing.c\n' >"$good/po/POTFILES.in"
printf 'ro\n' >"$good/po/LINGUAS"
head_of_po='msgid ""
msgstr ""
"Project-Id-Version: kontor\n"
"PO-Revision-Date: 2026-01-01 00:00+0000\n"
"Last-Translator: \n"
"Language-Team: Romanian\n"
"Language: ro\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
'
printf '%s\nmsgid "Thing"\nmsgstr "Lucru"\n' "$head_of_po" >"$good/po/ro.po"

for check in check-layers.py check-api.py check-potfiles.sh check-format.sh check-size.py check-po.sh \
  check-words.py check-toplevel.sh check-shell.sh; do
  passes "$check"
done

finds check-layers.py 'a floor above' src/base/crm-up.c 'base may not use store' <<'END'
#include "store/crm-store.h"
END
finds check-layers.py 'a floor beside' src/exchange/crm-side.c 'exchange may not use model' <<'END'
#include "model/crm-entity.h"
END
finds check-layers.py 'cli from ui' src/ui/crm-side.c 'ui may not use cli' <<'END'
#include "cli/crm-cli.h"
END
finds check-layers.py 'a floor above in a test' tests/base/test-up.c 'base may not use office' <<'END'
#include "office/crm-office.h"
END
finds check-layers.py 'a way around by ..' src/base/crm-up.c 'name it from src/' <<'END'
#include "../store/crm-store.h"
END
finds check-layers.py 'GTK below ui' src/office/crm-thing.c 'GTK belong' <<'END'
#include <gtk/gtk.h>
END
finds check-layers.py 'libadwaita below ui' src/cli/crm-thing.c 'GTK belong' <<'END'
# include <adwaita.h>
END
finds check-layers.py 'Pango outside render' src/office/crm-thing.c 'Pango and Cairo belong' <<'END'
#include <pango/pangocairo.h>
END
finds check-layers.py 'Cairo outside render' src/model/crm-thing.c 'Pango and Cairo belong' <<'END'
#include <cairo-pdf.h>
END
finds check-layers.py 'SQLite outside store' src/ui/crm-thing.c 'SQLite belong' <<'END'
#include <sqlite3.h>
END
finds check-layers.py 'SQL outside store' src/office/crm-thing.c 'SQL belongs to store' <<'END'
static const char *query = "SEL"
                           "ECT id FROM client";
END
finds check-layers.py 'a POSIX header without #if' src/host/crm-thing.c 'behind an #if' <<'END'
#include <pwd.h>
END
finds check-api.py 'a call newer than GTK 4.8' src/ui/crm-thing.c 'GtkFileChooserNative' <<'END'
void f (void) { gtk_file_dialog_new (); }
END
finds check-api.py 'a widget newer than libadwaita 1.2' src/ui/crm-thing.ui 'AdwSwitchRow' <<'END'
<interface><object class="AdwSwitchRow"/></interface>
END
finds check-api.py 'a call newer than GLib 2.74' src/base/crm-text.c 'g_free and g_strdup' <<'END'
void f (char **to) { g_set_str (to, ""); }
END
finds check-potfiles.sh 'a missing file' src/ui/crm-words.c 'crm-words.c: has words' <<'END'
const char *f (guint n) { return ngettext ("%u thing", "%u things", n); }
END
finds check-potfiles.sh 'a missing .ui' src/ui/crm-words.ui 'crm-words.ui: has words' <<'END'
<interface><object class="GtkLabel"><property name="label" translatable="yes">Hi</property></object></interface>
END
finds check-potfiles.sh 'a stale file' po/POTFILES.in 'stale: src/base/crm-gone.c' <<'END'
src/base/crm-gone.c
src/base/crm-thing.c
END
finds check-potfiles.sh 'a wrong order' po/POTFILES.in 'not sorted' <<'END'
src/base/crm-thing.c
src/base/crm-gone.c
END
finds check-format.sh 'a foreign format' src/base/crm-thing.h 'clang-format -i' <<'END'
int f(void){return 1;}
END
repeat 601 '/* A line. */' >"$plant"
finds check-size.py 'a long file' src/base/crm-long.h '601 lines' <"$plant"
{
  printf 'void\nf (void)\n{\n'
  repeat 59 '  g ("}");'
  printf '}\n'
} >"$plant"
finds check-size.py 'a long function' src/base/crm-long.c 'a function of 61 lines' <"$plant"
printf '%s' "$head_of_po" >"$plant"
finds check-po.sh 'a missing word' po/ro.po 'missing' <"$plant"
printf '%s\n#, fuzzy\nmsgid "Thing"\nmsgstr "Lucru"\n' "$head_of_po" >"$plant"
finds check-po.sh 'a fuzzy word' po/ro.po 'fuzzy' <"$plant"
printf '%s\n#, c-format\nmsgid "%%s thing"\nmsgstr "%%d"\n' "$head_of_po" >"$plant"
finds check-po.sh 'a wrong placeholder' po/ro.po 'msgid' <"$plant"
printf '%s\nmsgid "Thing"\nmsgstr "\305\237i"\n' "$head_of_po" >"$plant"
finds check-words.py 'a cedilla' po/ro.po 'cedilla' <"$plant"
printf '<p>\305\243</p>\n' >"$plant"
finds check-words.py 'a cedilla in a template' data/templates/ro.xml 'cedilla' <"$plant"
printf '/* %s%s: later. */\n' TO DO >"$plant"
finds check-words.py 'a note to oneself' src/base/crm-note.h 'a note' <"$plant"
printf '#define DIR "/%s/main"\n' work >"$plant"
finds check-words.py 'a path' src/base/crm-dir.h 'a path of one machine' <"$plant"
finds check-shell.sh 'a word left open' data/open.sh 'SC2086' <<'END'
#!/bin/sh
rm -r $1
END
finds check-toplevel.sh 'a file too much' notes.txt 'notes.txt' <<'END'
Something.
END

echo "1..$count"
exit "$wrong"
