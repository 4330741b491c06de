/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/crm-letter-private.h"

#include <libxml/HTMLparser.h>
#include <string.h>

/* Deeper than any letter that a person wrote. */
#define DEPTH_MOST 400

/* What begins a line of its own. */
static const char *const blocks[] = { "p",  "div", "br", "tr", "li",         "h1", "h2",
                                      "h3", "h4",  "ul", "ol", "blockquote", "hr", "table" };
static const char *const unseen[] = { "script", "style", "head", "title", "template" };

static gboolean
is_one_of (const xmlChar *name, const char *const *names, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_ascii_strcasecmp ((const char *)name, names[i]) == 0)
      return TRUE;

  return FALSE;
}

static void
end_line (GString *text)
{
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  /* One empty line between two paragraphs, never more. */
  if (text->len > 0 && !g_str_has_suffix (text->str, "\n\n"))
    g_string_append_c (text, '\n');
}

/* White space is one space, as pages are read. */
static void
append_words (GString *text, const char *words)
{
  for (const char *p = words; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar letter = g_utf8_get_char (p);

    if (letter == 0xa0 || g_unichar_isspace (letter)) {
      if (text->len > 0 && !strchr (" \n", text->str[text->len - 1]))
        g_string_append_c (text, ' ');
    } else {
      g_string_append_unichar (text, letter);
    }
  }
}

static void
append_node (GString *text, const xmlNode *node, guint depth)
{
  for (; node != NULL && depth < DEPTH_MOST; node = node->next) {
    gboolean block;

    if (node->type == XML_TEXT_NODE && node->content != NULL)
      append_words (text, (const char *)node->content);
    if (node->type != XML_ELEMENT_NODE || is_one_of (node->name, unseen, G_N_ELEMENTS (unseen)))
      continue;
    block = is_one_of (node->name, blocks, G_N_ELEMENTS (blocks));
    if (block && text->len > 0 && text->str[text->len - 1] != '\n')
      end_line (text);
    append_node (text, node->children, depth + 1);
    if (block && !g_str_has_suffix (text->str, "\n"))
      end_line (text);
    /* Paragraphs stand apart. */
    if (g_ascii_strcasecmp ((const char *)node->name, "p") == 0)
      end_line (text);
    if (g_ascii_strcasecmp ((const char *)node->name, "td") == 0)
      g_string_append_c (text, ' ');
  }
}

char *
_crm_html_to_text (const char *html)
{
  g_autoptr (GString) text = g_string_new (NULL);
  htmlDocPtr page = htmlReadMemory (html, (int)strlen (html), NULL, "utf-8",
                                    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                      HTML_PARSE_NONET | HTML_PARSE_COMPACT);

  if (page == NULL)
    return g_strdup ("");
  append_node (text, xmlDocGetRootElement (page), 0);
  xmlFreeDoc (page);

  return g_strdup (g_strstrip (text->str));
}
