/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-template.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "render/crm-template-private.h"

/* What "&#10;" becomes before the XML is read, so that it differs from a line break in the source,
 * which is a space. U+2028, the line separator. */
#define BREAK "\xe2\x80\xa8"

typedef struct {
  CrmNode *root;
  CrmNode *current;
  guint flags[CRM_BLOCK_N]; /* how often the reader is inside of <s> and <b> */
  GPtrArray *whens;         /* conditions of the <s> and <b> around */
} CrmReader;

/* Texts with tags */

static void
clear_piece (CrmPiece *piece)
{
  g_clear_pointer (&piece->literal, g_free);
  g_clear_pointer (&piece->tag, crm_expression_free);
}

CrmTagText *
crm_tag_text_new (void)
{
  CrmTagText *self = g_new0 (CrmTagText, 1);

  self->pieces = g_array_new (FALSE, TRUE, sizeof (CrmPiece));
  g_array_set_clear_func (self->pieces, (GDestroyNotify)clear_piece);
  return self;
}

void
crm_tag_text_free (CrmTagText *self)
{
  g_array_unref (self->pieces);
  g_free (self);
}

/* Runs of white space become one space, as in other XML texts. */
static void
append_literal (CrmTagText *self,
                const char *text,
                gsize length,
                guint flags,
                CrmTagCondition *when)
{
  CrmPiece piece = { CRM_PIECE_LITERAL, flags, NULL, NULL, when };
  GString *out = g_string_sized_new (length);
  const char *end = text + length;

  while (text < end) {
    if (g_str_has_prefix (text, BREAK)) {
      g_string_append_c (out, '\n');
      text += strlen (BREAK);
    } else if (g_ascii_isspace (*text)) {
      g_string_append_c (out, ' ');
      while (text < end && g_ascii_isspace (*text))
        text++;
    } else {
      g_string_append_c (out, *text++);
    }
  }
  piece.literal = g_string_free (out, FALSE);
  g_array_append_val (self->pieces, piece);
}

gboolean
crm_tag_text_append (CrmTagText *self,
                     const char *text,
                     guint flags,
                     CrmTagCondition *when,
                     GError **error)
{
  const char *open = NULL;

  while ((open = strstr (text, "{{")) != NULL) {
    const char *close = strstr (open, "}}");
    CrmPiece piece = { CRM_PIECE_TAG, flags, NULL, NULL, when };
    g_autofree char *inside = NULL;

    if (close == NULL) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not closed by “}}”"), open);
      return FALSE;
    }
    if (open > text)
      append_literal (self, text, open - text, flags, when);
    inside = g_strstrip (g_strndup (open + 2, close - open - 2));
    if (g_str_equal (inside, "page")) {
      piece.kind = CRM_PIECE_PAGE;
    } else if (g_str_equal (inside, "pages")) {
      piece.kind = CRM_PIECE_PAGES;
    } else {
      piece.tag = crm_expression_parse (inside, error);
      if (piece.tag == NULL) {
        g_prefix_error (error, "{{%s}}: ", inside);
        return FALSE;
      }
    }
    g_array_append_val (self->pieces, piece);
    text = close + 2;
  }
  if (*text != '\0')
    append_literal (self, text, strlen (text), flags, when);
  return TRUE;
}

/* Nodes */

CrmNode *
crm_node_new (CrmBlockTag tag, guint line, CrmNode *parent)
{
  CrmNode *self = g_new0 (CrmNode, 1);

  self->tag = tag;
  self->line = line;
  self->parent = parent;
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_node_free);
  if (crm_grammar_holds_text (tag))
    self->text = crm_tag_text_new ();
  if (parent != NULL)
    g_ptr_array_add (parent->children, self);
  return self;
}

static void
free_object (CrmAttr attr, gpointer object)
{
  if (attr == CRM_ATTR_IF)
    crm_tag_condition_free (object);
  else if (attr == CRM_ATTR_EACH)
    crm_tag_path_free (object);
  else if (attr == CRM_ATTR_TITLE || attr == CRM_ATTR_LABEL || attr == CRM_ATTR_NAME ||
           attr == CRM_ATTR_SRC || attr == CRM_ATTR_IMAGE || attr == CRM_ATTR_STAMP ||
           attr == CRM_ATTR_LETTERHEAD)
    crm_tag_text_free (object);
  else
    g_free (object);
}

void
crm_node_free (CrmNode *self)
{
  for (guint i = 0; i < CRM_ATTR_N; i++) {
    if (self->objects[i] != NULL)
      free_object (i, self->objects[i]);
  }
  g_clear_pointer (&self->text, crm_tag_text_free);
  g_ptr_array_unref (self->children);
  g_free (self);
}

gboolean
crm_node_has (const CrmNode *self, CrmAttr attr)
{
  return (self->given >> attr) & 1;
}

double
crm_node_number (const CrmNode *self, CrmAttr attr, double otherwise)
{
  return crm_node_has (self, attr) ? self->numbers[attr] : otherwise;
}

/* Reading */

static gboolean
is_inline (CrmBlockTag tag)
{
  return tag == CRM_BLOCK_S || tag == CRM_BLOCK_B;
}

/* The block whose text is being read: <s> and <b> write into the one around. */
static CrmNode *
text_owner (CrmNode *node)
{
  while (is_inline (node->tag))
    node = node->parent;
  return node;
}

static guint
current_line (GMarkupParseContext *context)
{
  int line = 0;

  g_markup_parse_context_get_position (context, &line, NULL);
  return line;
}

static gboolean
check_place (const CrmReader *reader, CrmBlockTag tag, GError **error)
{
  if (reader->current == NULL) {
    if (tag == CRM_BLOCK_DOCUMENT && reader->root == NULL)
      return TRUE;
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("a template is one <document>"));
    return FALSE;
  }
  if (crm_grammar_may_hold (reader->current->tag, tag))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("<%s> cannot stand in <%s>"),
               crm_grammar_tag_name (tag), crm_grammar_tag_name (reader->current->tag));
  return FALSE;
}

static void
on_start_element (GMarkupParseContext *context,
                  const char *element,
                  const char **names,
                  const char **values,
                  gpointer data,
                  GError **error)
{
  CrmReader *reader = data;
  CrmBlockTag tag = CRM_BLOCK_N;
  CrmNode *node = NULL;

  if (!crm_grammar_find_tag (element, &tag)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("there is no block <%s>"), element);
    return;
  }
  if (!check_place (reader, tag, error))
    return;
  node = crm_node_new (tag, current_line (context), reader->current);
  if (reader->root == NULL)
    reader->root = node;
  reader->current = node;
  for (guint i = 0; names[i] != NULL; i++) {
    if (!crm_grammar_read_attribute (node, names[i], values[i], error)) {
      g_prefix_error (error, "<%s>: ", element);
      return;
    }
  }
  if (is_inline (tag)) {
    reader->flags[tag]++;
    g_ptr_array_add (reader->whens, node->objects[CRM_ATTR_IF]);
  }
}

static void
on_end_element (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  CrmReader *reader = data;
  CrmNode *node = reader->current;

  if (is_inline (node->tag)) {
    reader->flags[node->tag]--;
    g_ptr_array_set_size (reader->whens, reader->whens->len - 1);
  }
  reader->current = node->parent;
  crm_grammar_check (node, error);
}

static gboolean
is_space (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isspace (text[i]))
      return FALSE;
  }
  return TRUE;
}

/* White space in front of the first word says nothing; between words and <s> it does. */
static void
on_text (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer data,
         GError **error)
{
  CrmReader *reader = data;
  CrmNode *node = reader->current;
  CrmTagCondition *when = NULL;
  guint flags = 0;
  gboolean space = is_space (text, length);

  if (length == 0 || node == NULL)
    return;
  if (!crm_grammar_holds_text (node->tag)) {
    if (!space)
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("<%s> cannot hold text"),
                   crm_grammar_tag_name (node->tag));
    return;
  }
  if (reader->whens->len > 0)
    when = g_ptr_array_index (reader->whens, reader->whens->len - 1);
  node = text_owner (node);
  if (space && node->text->pieces->len == 0)
    return;
  flags = (reader->flags[CRM_BLOCK_S] > 0 ? CRM_SPAN_SMALL : 0) |
          (reader->flags[CRM_BLOCK_B] > 0 ? CRM_SPAN_BOLD : 0);
  crm_tag_text_append (node->text, text, flags, when, error);
}

static char *
keep_breaks (const char *xml, gsize length)
{
  GString *out = g_string_sized_new (length + 1);
  const char *end = xml + length;

  while (xml < end) {
    if (*xml == '&' && end - xml >= 5 && memcmp (xml, "&#10;", 5) == 0) {
      g_string_append (out, BREAK);
      xml += 5;
    } else if (*xml == '&' && end - xml >= 5 && g_ascii_strncasecmp (xml, "&#xA;", 5) == 0) {
      g_string_append (out, BREAK);
      xml += 5;
    } else {
      g_string_append_c (out, *xml++);
    }
  }
  return g_string_free (out, FALSE);
}

/* {{page}} is known only when all pages are there, so it must not change where they break. */
static gboolean
check_page_numbers (const CrmNode *node, gboolean allowed, GError **error)
{
  allowed = allowed || node->tag == CRM_BLOCK_HEADER || node->tag == CRM_BLOCK_FOOTER;
  for (guint i = 0; !allowed && node->text != NULL && i < node->text->pieces->len; i++) {
    const CrmPiece *piece = &g_array_index (node->text->pieces, CrmPiece, i);

    if (piece->kind == CRM_PIECE_PAGE || piece->kind == CRM_PIECE_PAGES) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("line %u: <%s>: {{page}} and {{pages}} stand in <header> or <footer> only"),
                   node->line, crm_grammar_tag_name (node->tag));
      return FALSE;
    }
  }
  for (guint i = 0; i < node->children->len; i++) {
    if (!check_page_numbers (g_ptr_array_index (node->children, i), allowed, error))
      return FALSE;
  }
  return TRUE;
}

static CrmNode *
read_template (const char *xml, gsize length, GError **error)
{
  static const GMarkupParser parser = { on_start_element, on_end_element, on_text, NULL, NULL };
  CrmReader reader = { 0 };
  g_autofree char *prepared = keep_breaks (xml, length);
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) wrong = NULL;

  reader.whens = g_ptr_array_new ();
  context = g_markup_parse_context_new (&parser, G_MARKUP_PREFIX_ERROR_POSITION, &reader, NULL);
  if (!g_markup_parse_context_parse (context, prepared, strlen (prepared), &wrong) ||
      !g_markup_parse_context_end_parse (context, &wrong) ||
      !check_page_numbers (reader.root, FALSE, &wrong)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, wrong->message);
    g_clear_pointer (&reader.root, crm_node_free);
  }
  g_ptr_array_unref (reader.whens);
  return reader.root;
}

/* Public */

CrmTemplate *
crm_template_new (const char *xml, gssize length, const char *name, GError **error)
{
  g_autoptr (CrmTemplate) self = NULL;
  CrmNode *root = NULL;

  g_return_val_if_fail (xml != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  root = read_template (xml, length < 0 ? strlen (xml) : (gsize)length, error);
  if (root == NULL) {
    /* Translators: the name of the template, then what is wrong with it. */
    g_prefix_error (error, _ ("Template “%s” is not right: "), name);
    return NULL;
  }
  self = g_new0 (CrmTemplate, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->name = g_strdup (name);
  self->root = root;
  self->lang = crm_lang_from_string (root->objects[CRM_ATTR_LANG]);
  return g_steal_pointer (&self);
}

CrmTemplate *
crm_template_ref (CrmTemplate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
crm_template_unref (CrmTemplate *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->root, crm_node_free);
  g_free (self->name);
  g_free (self);
}

const char *
crm_template_get_kind (CrmTemplate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->root->objects[CRM_ATTR_KIND];
}

CrmLang
crm_template_get_lang (CrmTemplate *self)
{
  g_return_val_if_fail (self != NULL, CRM_LANG_EN);

  return self->lang;
}

const char *
crm_template_get_title (CrmTemplate *self)
{
  const CrmTagText *title = NULL;
  const CrmPiece *piece = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  title = self->root->objects[CRM_ATTR_TITLE];
  if (title == NULL || title->pieces->len == 0)
    return self->name;
  piece = &g_array_index (title->pieces, CrmPiece, 0);
  return piece->literal != NULL ? piece->literal : self->name;
}

/* Fields */

typedef struct {
  GHashTable *found;
  GPtrArray *aliases; /* "i", "items", … in pairs, innermost last */
} CrmFields;

static char *
full_path (const CrmFields *fields, const char *text)
{
  for (guint i = fields->aliases->len; i >= 2; i -= 2) {
    const char *alias = g_ptr_array_index (fields->aliases, i - 2);
    gsize length = strlen (alias);

    if (strncmp (text, alias, length) == 0 && (text[length] == '.' || text[length] == '\0'))
      return g_strconcat (g_ptr_array_index (fields->aliases, i - 1), text + length, NULL);
  }
  return g_strdup (text);
}

static void
add_path (const CrmTagPath *path, gpointer data)
{
  CrmFields *fields = data;

  g_hash_table_add (fields->found, full_path (fields, crm_tag_path_get_text (path)));
}

static void
add_text (CrmFields *fields, const CrmTagText *text)
{
  for (guint i = 0; text != NULL && i < text->pieces->len; i++) {
    const CrmPiece *piece = &g_array_index (text->pieces, CrmPiece, i);

    if (piece->tag != NULL)
      add_path (crm_expression_get_path (piece->tag), fields);
    if (piece->when != NULL)
      crm_tag_condition_foreach_path (piece->when, add_path, fields);
  }
}

static void
add_node (CrmFields *fields, const CrmNode *node)
{
  static const CrmAttr texts[] = { CRM_ATTR_TITLE, CRM_ATTR_LABEL, CRM_ATTR_NAME,      CRM_ATTR_SRC,
                                   CRM_ATTR_IMAGE, CRM_ATTR_STAMP, CRM_ATTR_LETTERHEAD };
  guint outside = fields->aliases->len;

  if (crm_node_has (node, CRM_ATTR_EACH)) {
    add_path (node->objects[CRM_ATTR_EACH], fields);
    g_ptr_array_add (fields->aliases, g_strdup (node->objects[CRM_ATTR_AS]));
    g_ptr_array_add (fields->aliases,
                     full_path (fields, crm_tag_path_get_text (node->objects[CRM_ATTR_EACH])));
  }
  if (crm_node_has (node, CRM_ATTR_IF))
    crm_tag_condition_foreach_path (node->objects[CRM_ATTR_IF], add_path, fields);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add_text (fields, node->objects[texts[i]]);
  add_text (fields, node->text);
  for (guint i = 0; i < node->children->len; i++)
    add_node (fields, g_ptr_array_index (node->children, i));
  g_ptr_array_set_size (fields->aliases, outside);
}

static int
compare_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

char **
crm_template_list_fields (CrmTemplate *self)
{
  CrmFields fields = { 0 };
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  fields.found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fields.aliases = g_ptr_array_new_with_free_func (g_free);
  add_node (&fields, self->root);
  g_hash_table_iter_init (&iter, fields.found);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (sorted, g_strdup (key));
  g_ptr_array_sort (sorted, compare_text);
  g_ptr_array_add (sorted, NULL);
  g_hash_table_unref (fields.found);
  g_ptr_array_unref (fields.aliases);
  return (char **)g_ptr_array_free (g_steal_pointer (&sorted), FALSE);
}
