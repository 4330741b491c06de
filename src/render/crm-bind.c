/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-bind.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "render/crm-fonts.h"
#include "render/crm-tag-value.h"

/* Text being put together. */
typedef struct {
  GString *text;
  GArray *spans; /* CrmSpan */
  CrmFigure figure;
} CrmWriting;

/* Life */

void
crm_block_free (CrmBlock *self)
{
  crm_rich_unref (self->text);
  crm_rich_unref (self->label);
  crm_rich_unref (self->name);
  crm_picture_unref (self->picture);
  crm_picture_unref (self->stamp);
  crm_qr_unref (self->qr);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  for (guint i = 0; i < CRM_MEDIUM_N; i++) {
    g_free (self->columns[i]);
    g_free (self->rows[i]);
  }
  g_free (self);
}

static CrmBlock *
new_block (CrmBlockTag tag, const CrmNode *node)
{
  CrmBlock *self = g_new0 (CrmBlock, 1);

  self->tag = tag;
  self->node = node;
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_block_free);
  return self;
}

static gboolean
is_draft (JsonObject *context)
{
  JsonNode *doc = json_object_get_member (context, "doc");
  CrmTagValue draft = { 0 };

  return doc != NULL && JSON_NODE_HOLDS_OBJECT (doc) &&
         crm_tag_value_from_node (&draft,
                                  json_object_get_member (json_node_get_object (doc), "draft")) &&
         crm_tag_value_is_true (&draft);
}

void
crm_binder_init (CrmBinder *self, CrmTemplate *template, JsonObject *context, GPtrArray *problems)
{
  *self = (CrmBinder){ .template = template, .context = context, .problems = problems };
  self->node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (self->node, context);
  self->draft = is_draft (context);
  self->page = "88";
  self->pages = "88";
  self->reported = g_hash_table_new (g_str_hash, g_str_equal);
}

void
crm_binder_clear (CrmBinder *self)
{
  g_clear_pointer (&self->node, json_node_unref);
  g_clear_pointer (&self->reported, g_hash_table_unref);
}

void
crm_binder_report (CrmBinder *self, char *problem)
{
  if (g_hash_table_contains (self->reported, problem)) {
    g_free (problem);
    return;
  }
  g_hash_table_add (self->reported, problem);
  g_ptr_array_add (self->problems, problem);
}

/* Texts */

/* The path with the names of loops written out: "i.name" → "items.name". */
static char *
expand_path (const CrmTagScope *scope, const char *text)
{
  for (; scope != NULL && scope->name != NULL; scope = scope->outer) {
    gsize length = strlen (scope->name);

    if (strncmp (text, scope->name, length) == 0 && (text[length] == '.' || text[length] == '\0')) {
      g_autofree char *list = expand_path (scope->outer, scope->list);

      return g_strconcat (list, text + length, NULL);
    }
  }
  return g_strdup (text);
}

static void
report_field (CrmBinder *self, const CrmTagScope *scope, const char *text, CrmPrint print)
{
  g_autofree char *path = expand_path (scope, text);
  char *problem = NULL;

  if (print == CRM_PRINT_WRONG)
    problem = g_strdup_printf (
      _ ("The field “%s” has a value that cannot be printed as the template asks."), path);
  else if (crm_context_knows (path))
    problem = g_strdup_printf (_ ("The field “%s” is empty. Fill it in."), path);
  else
    problem = g_strdup_printf (
      _ ("There is no field “%s”. Correct its name in the template or give it a value."), path);
  crm_binder_report (self, problem);
}

static void
add_span (CrmWriting *writing, gsize start, guint flags)
{
  CrmSpan span = { (guint)start, (guint)writing->text->len, flags };

  if (flags != 0 && span.end > span.start)
    g_array_append_val (writing->spans, span);
}

static void
write_tag (CrmBinder *self, CrmWriting *writing, const CrmPiece *piece, const CrmTagScope *scope)
{
  const char *path = crm_tag_path_get_text (crm_expression_get_path (piece->tag));
  gsize start = writing->text->len;
  CrmPrint print =
    crm_expression_print (piece->tag, scope, self->template->lang, writing->text, &writing->figure);

  if (print == CRM_PRINT_OK) {
    add_span (writing, start, piece->flags);
    return;
  }
  /* A draft gets its number when it is issued; until then it is not wrong. */
  if (self->draft && print == CRM_PRINT_MISSING &&
      (g_str_equal (path, "doc.number") || g_str_equal (path, "doc.series"))) {
    g_string_append (writing->text, "—");
    return;
  }
  report_field (self, scope, path, print);
  g_string_append_printf (writing->text, "{{%s}}", path);
  add_span (writing, start, piece->flags | CRM_SPAN_MARK);
}

/* No space begins or ends a line, and a line without text is left out: so a template can name a
 * field that may be empty without leaving a hole. */
static void
write_literal (CrmWriting *writing, const CrmPiece *piece)
{
  GString *out = writing->text;
  gsize start = out->len;

  for (const char *p = piece->literal; *p != '\0'; p++) {
    gboolean fresh = out->len == 0 || out->str[out->len - 1] == '\n';

    if (*p == '\n') {
      while (out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate (out, out->len - 1);
      if (out->len > 0 && out->str[out->len - 1] != '\n')
        g_string_append_c (out, '\n');
    } else if (*p != ' ' || (!fresh && out->str[out->len - 1] != ' ')) {
      g_string_append_c (out, *p);
    }
  }
  add_span (writing, MIN (start, out->len), piece->flags);
}

static void
trim_end (CrmWriting *writing)
{
  GString *out = writing->text;

  while (out->len > 0 && (out->str[out->len - 1] == ' ' || out->str[out->len - 1] == '\n'))
    g_string_truncate (out, out->len - 1);
  for (guint i = writing->spans->len; i > 0; i--) {
    CrmSpan *span = &g_array_index (writing->spans, CrmSpan, i - 1);

    span->end = MIN (span->end, out->len);
    if (span->start >= span->end)
      g_array_remove_index (writing->spans, i - 1);
  }
}

static void
check_glyphs (CrmBinder *self, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    char letter[7] = { 0 };

    if (c < 0x80 || crm_fonts_have (c) || g_unichar_iszerowidth (c))
      continue;
    g_unichar_to_utf8 (c, letter);
    crm_binder_report (
      self, g_strdup_printf (
              /* Translators: a character, its number in Unicode, the text it stands in. */
              _ ("The character “%s” (U+%04X) in “%s” cannot be printed. Replace it."), letter,
              (guint)c, text));
  }
}

/* A lone number keeps its value for the workbook, also behind a minus sign. */
static CrmFigure
lone_figure (const CrmTagText *text, const CrmWriting *writing)
{
  CrmFigure figure = writing->figure;
  const CrmPiece *first = &g_array_index (text->pieces, CrmPiece, 0);

  if (text->pieces->len == 1)
    return figure;
  if (text->pieces->len == 2 && first->kind == CRM_PIECE_LITERAL &&
      (g_str_equal (first->literal, "−") || g_str_equal (first->literal, "-") ||
       g_str_equal (first->literal, "–"))) {
    if (figure.value == G_MININT64)
      return (CrmFigure){ 0 };
    figure.value = -figure.value;
    return figure;
  }
  return (CrmFigure){ 0 };
}

static CrmRich *
bind_text (CrmBinder *self, const CrmTagText *text, const CrmTagScope *scope)
{
  CrmWriting writing = { 0 };
  CrmRich *rich = NULL;

  if (text == NULL || text->pieces->len == 0)
    return crm_rich_new ("", 0, NULL, 0, (CrmFigure){ 0 });
  writing.text = g_string_sized_new (64);
  writing.spans = g_array_new (FALSE, FALSE, sizeof (CrmSpan));
  for (guint i = 0; i < text->pieces->len; i++) {
    const CrmPiece *piece = &g_array_index (text->pieces, CrmPiece, i);

    if (piece->when != NULL && !crm_tag_condition_holds (piece->when, scope))
      continue;
    if (piece->kind == CRM_PIECE_LITERAL)
      write_literal (&writing, piece);
    else if (piece->kind == CRM_PIECE_TAG)
      write_tag (self, &writing, piece, scope);
    else
      g_string_append (writing.text, piece->kind == CRM_PIECE_PAGE ? self->page : self->pages);
  }
  trim_end (&writing);
  check_glyphs (self, writing.text->str);
  rich = crm_rich_new (writing.text->str, writing.text->len, (CrmSpan *)(void *)writing.spans->data,
                       writing.spans->len, lone_figure (text, &writing));
  g_string_free (writing.text, TRUE);
  g_array_unref (writing.spans);
  return rich;
}

/* Pictures and codes */

static CrmPicture *
bind_picture (CrmBinder *self, const CrmNode *node, CrmAttr attr, const CrmTagScope *scope)
{
  const CrmTagText *text = node->objects[attr];
  g_autoptr (GString) src = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  CrmPicture *picture = NULL;

  if (text == NULL)
    return NULL;
  for (guint i = 0; i < text->pieces->len; i++) {
    const CrmPiece *piece = &g_array_index (text->pieces, CrmPiece, i);
    CrmFigure figure = { 0 };

    if (piece->kind == CRM_PIECE_LITERAL) {
      g_string_append (src, piece->literal);
    } else if (piece->kind == CRM_PIECE_TAG) {
      g_clear_pointer (&path, g_free);
      path = expand_path (scope, crm_tag_path_get_text (crm_expression_get_path (piece->tag)));
      crm_expression_print (piece->tag, scope, self->template->lang, src, &figure);
    }
  }
  g_strstrip (src->str);
  if (*src->str == '\0')
    return NULL;
  picture = crm_picture_load (src->str, &error);
  if (picture == NULL)
    crm_binder_report (self, g_strdup_printf (_ ("The picture “%s” cannot be used: %s."),
                                              path != NULL ? path : src->str, error->message));
  return picture;
}

CrmPicture *
crm_bind_picture (CrmBinder *self, const CrmNode *node, CrmAttr attr)
{
  const CrmTagScope root = { NULL, NULL, NULL, self->node };

  return bind_picture (self, node, attr, &root);
}

static CrmQr *
bind_qr (CrmBinder *self, const CrmNode *node)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *payload = NULL;
  CrmQr *qr = NULL;

  if (g_str_equal (node->objects[CRM_ATTR_KIND], "epc"))
    payload = crm_qr_payload_epc (self->context, &error);
  else
    payload = crm_qr_payload_gost56042 (self->context, &error);
  if (payload != NULL)
    qr = crm_qr_new (payload, &error);
  if (qr == NULL)
    crm_binder_report (self, g_strdup (error->message));
  return qr;
}

/* Blocks */

static void
bind_into (CrmBinder *self, const CrmNode *node, const CrmTagScope *scope, GPtrArray *blocks);

static void
bind_children (CrmBinder *self, const CrmNode *node, const CrmTagScope *scope, CrmBlock *block)
{
  for (guint i = 0; i < node->children->len; i++)
    bind_into (self, g_ptr_array_index (node->children, i), scope, block->children);
}

/* A column stays where it is when its block is left out or repeated. */
static void
bind_columns (CrmBinder *self, const CrmNode *node, const CrmTagScope *scope, CrmBlock *block)
{
  for (guint i = 0; i < node->children->len; i++) {
    CrmBlock *group = new_block (CRM_BLOCK_KEEP, NULL);

    bind_into (self, g_ptr_array_index (node->children, i), scope, group->children);
    g_ptr_array_add (block->children, group);
  }
}

static void
bind_rows (CrmBinder *self, const CrmNode *node, const CrmTagScope *scope, CrmBlock *block)
{
  const CrmTagPath *path = node->objects[CRM_ATTR_EACH];
  JsonArray *list = crm_tag_path_get_array (path, scope);

  block->cells = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_rich_unref);
  block->n_rows = list != NULL ? json_array_get_length (list) : 0;
  if (block->n_rows == 0)
    report_field (self, scope, crm_tag_path_get_text (path), CRM_PRINT_MISSING);
  for (guint i = 0; i < block->n_rows; i++) {
    const CrmTagScope inner = { scope, node->objects[CRM_ATTR_AS], crm_tag_path_get_text (path),
                                json_array_get_element (list, i) };

    for (guint j = 0; j < block->children->len; j++) {
      const CrmBlock *column = g_ptr_array_index (block->children, j);

      if (column->tag == CRM_BLOCK_COL)
        g_ptr_array_add (block->cells, bind_text (self, column->node->text, &inner));
    }
  }
}

/* The loop of a table makes rows, so its children see the names around it. */
static void
bind_table (CrmBinder *self, const CrmNode *node, const CrmTagScope *scope, CrmBlock *block)
{
  bind_children (self, node, scope, block);
  for (guint i = 0; i < block->children->len; i++) {
    if (((CrmBlock *)g_ptr_array_index (block->children, i))->tag == CRM_BLOCK_COL)
      block->n_cols++;
  }
  if (block->n_cols > 0)
    bind_rows (self, node, scope, block);
}

static void
bind_content (CrmBinder *self, const CrmNode *node, const CrmTagScope *scope, CrmBlock *block)
{
  switch (node->tag) {
  case CRM_BLOCK_TABLE:
    bind_table (self, node, scope, block);
    break;
  case CRM_BLOCK_COLUMNS:
    bind_columns (self, node, scope, block);
    break;
  case CRM_BLOCK_COL:
    block->text = bind_text (self, node->objects[CRM_ATTR_TITLE], scope);
    break;
  case CRM_BLOCK_TOTAL:
    block->label = bind_text (self, node->objects[CRM_ATTR_LABEL], scope);
    block->text = bind_text (self, node->text, scope);
    break;
  case CRM_BLOCK_SIGNATURES:
    block->label = bind_text (self, node->objects[CRM_ATTR_LABEL], scope);
    block->name = bind_text (self, node->objects[CRM_ATTR_NAME], scope);
    block->picture = bind_picture (self, node, CRM_ATTR_IMAGE, scope);
    block->stamp = bind_picture (self, node, CRM_ATTR_STAMP, scope);
    break;
  case CRM_BLOCK_P:
  case CRM_BLOCK_H1:
  case CRM_BLOCK_CELL:
    if (node->text->pieces->len > 0)
      block->text = bind_text (self, node->text, scope);
    bind_children (self, node, scope, block);
    break;
  case CRM_BLOCK_DOCUMENT:
  case CRM_BLOCK_PAGE:
  case CRM_BLOCK_HEADER:
  case CRM_BLOCK_FOOTER:
  case CRM_BLOCK_GRID:
  case CRM_BLOCK_ROW:
  case CRM_BLOCK_KEEP:
    bind_children (self, node, scope, block);
    break;
  case CRM_BLOCK_IMAGE:
  case CRM_BLOCK_QR:
  case CRM_BLOCK_SPACER:
  case CRM_BLOCK_LINE:
  case CRM_BLOCK_PAGEBREAK:
  case CRM_BLOCK_S:
  case CRM_BLOCK_B:
  case CRM_BLOCK_N:
  default:
    break;
  }
}

static void
bind_one (CrmBinder *self, const CrmNode *node, const CrmTagScope *scope, GPtrArray *blocks)
{
  CrmBlock *block = NULL;

  if (node->tag == CRM_BLOCK_S || node->tag == CRM_BLOCK_B)
    return;
  if (node->objects[CRM_ATTR_IF] != NULL &&
      !crm_tag_condition_holds (node->objects[CRM_ATTR_IF], scope))
    return;
  block = new_block (node->tag, node);
  if (node->tag == CRM_BLOCK_IMAGE)
    block->picture = bind_picture (self, node, CRM_ATTR_SRC, scope);
  else if (node->tag == CRM_BLOCK_QR)
    block->qr = bind_qr (self, node);
  else
    bind_content (self, node, scope, block);
  /* Without its picture or code the block is not there. */
  if ((node->tag == CRM_BLOCK_IMAGE && block->picture == NULL) ||
      (node->tag == CRM_BLOCK_QR && block->qr == NULL))
    crm_block_free (block);
  else
    g_ptr_array_add (blocks, block);
}

static void
bind_into (CrmBinder *self, const CrmNode *node, const CrmTagScope *scope, GPtrArray *blocks)
{
  const CrmTagPath *path = node->objects[CRM_ATTR_EACH];
  JsonArray *list = NULL;

  if (path == NULL || node->tag == CRM_BLOCK_TABLE) {
    bind_one (self, node, scope, blocks);
    return;
  }
  list = crm_tag_path_get_array (path, scope);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    const CrmTagScope inner = { scope, node->objects[CRM_ATTR_AS], crm_tag_path_get_text (path),
                                json_array_get_element (list, i) };
    guint before = blocks->len;

    bind_one (self, node, &inner, blocks);
    /* One stamp for all who sign. */
    if (node->tag == CRM_BLOCK_SIGNATURES && i > 0 && blocks->len > before) {
      CrmBlock *block = g_ptr_array_index (blocks, blocks->len - 1);

      g_clear_pointer (&block->stamp, crm_picture_unref);
    }
  }
}

void
crm_bind_node (CrmBinder *self, const CrmNode *node, GPtrArray *blocks)
{
  const CrmTagScope root = { NULL, NULL, NULL, self->node };

  bind_into (self, node, &root, blocks);
}
