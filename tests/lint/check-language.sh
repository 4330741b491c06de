#!/bin/sh
# The compiled words are found where the program looks for them in the build tree: check-language.sh PO-FOLDER.
set -eu
command -v gettext >/dev/null || { echo "there is no gettext"; exit 77; }

# finds LANGUAGE WORD TRANSLATION
finds () {
  found=$(LC_ALL=C.UTF-8 LANGUAGE=$1 TEXTDOMAINDIR=$po gettext -d kontor "$2")
  [ "$found" = "$3" ] || { echo "$1: \"$2\" became \"$found\", not \"$3\""; exit 1; }
}
po=$1
finds ru 'Kontor office' 'Офис Kontor'
finds ro 'Kontor office' 'Birou Kontor'
finds en 'Kontor office' 'Kontor office'
