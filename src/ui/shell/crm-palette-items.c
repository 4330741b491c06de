/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-palette-items.h"

#include "base/crm-day.h"
#include "base/crm-text.h"
#include "ui/common/crm-recent.h"
#include "ui/shell/crm-palette-actions.h"
#include "ui/shell/crm-palette-match.h"
#include "ui/shell/crm-room-table.h"

#include <glib/gi18n-lib.h>

#define MOST_RECENT 6

void
crm_palette_item_free (gpointer data)
{
  CrmPaletteItem *item = data;

  g_free (item->group);
  g_free (item->title);
  g_free (item->detail);
  g_free (item->entity);
  g_free (item);
}

/* --- What there is ---------------------------------------------------------------------------- */

static CrmPaletteItem *
add_item (GPtrArray *items,
          CrmPaletteItemKind kind,
          const char *group,
          const char *title,
          const char *icon)
{
  CrmPaletteItem *item = g_new0 (CrmPaletteItem, 1);

  item->kind = kind;
  item->group = g_strdup (group);
  item->title = g_strdup (title);
  item->icon = icon != NULL ? icon : "text-x-generic-symbolic";
  g_ptr_array_add (items, item);

  return item;
}

/* What was typed may be in the other keyboard layout. */
static guint
match (const char *label, const char *folded, const char *other)
{
  guint score = crm_palette_match (label, folded);

  return score == 0 && other != NULL ? crm_palette_match (label, other) : score;
}

static void
add_rooms (CrmDesk *desk, GPtrArray *items, const char *folded, const char *other)
{
  gsize n;
  const CrmEntity *const *entities = crm_schema_get_entities (crm_desk_get_schema (desk), &n);
  CrmOffice *office = crm_desk_get_office (desk);
  gboolean writable = !crm_office_is_read_only (office);

  for (gsize i = 0; i < n; i++) {
    const CrmEntity *entity = entities[i];
    gboolean may_make;
    guint score;
    CrmPaletteItem *item;

    if (!crm_room_table_has_room (entity) ||
        !crm_office_may (office, CRM_ACTION_READ, entity, NULL))
      continue;
    score = match (_ (entity->label_many), folded, other);
    if (score > 0) {
      item = add_item (items, CRM_PALETTE_ROOM, _ ("Rooms"), _ (entity->label_many), entity->icon);
      item->entity = g_strdup (entity->name);
      item->score = score;
    }
    may_make = writable && crm_office_may (office, CRM_ACTION_CREATE, entity, NULL);
    score = *folded != '\0' && may_make ? match (_ (entity->label_new), folded, other) : 0;
    if (score > 0) {
      item =
        add_item (items, CRM_PALETTE_NEW, _ ("New"), _ (entity->label_new), "list-add-symbolic");
      item->entity = g_strdup (entity->name);
      item->score = score;
    }
  }
}

static void
add_views (CrmDesk *desk, GPtrArray *items, GPtrArray *views, const char *folded, const char *other)
{
  for (guint i = 0; views != NULL && i < views->len; i++) {
    CrmRecord *view = g_ptr_array_index (views, i);
    guint score = match (crm_record_get_text (view, "name"), folded, other);
    const CrmEntity *entity =
      crm_schema_find (crm_desk_get_schema (desk), crm_record_get_text (view, "entity"));
    g_autofree char *title = NULL;
    CrmPaletteItem *item;

    if (score == 0 || entity == NULL)
      continue;
    title = g_strdup_printf ("%s · %s", crm_record_get_text (view, "name"), _ (entity->label_many));
    item = add_item (items, CRM_PALETTE_VIEW, _ ("Saved views"), title, entity->icon);
    item->entity = g_strdup (entity->name);
    item->id = crm_record_get_id (view);
    item->score = score;
  }
}

static void
add_actions (GPtrArray *items, const char *folded, const char *other)
{
  guint n;
  const CrmPaletteAction *actions = crm_palette_actions (&n);

  for (guint i = 0; i < n; i++) {
    guint score = match (_ (actions[i].label), folded, other);
    CrmPaletteItem *item;

    if (score == 0)
      continue;
    item =
      add_item (items, CRM_PALETTE_ACTION, _ ("Actions"), _ (actions[i].label), actions[i].icon);
    item->action = actions[i].action;
    item->keys = actions[i].keys;
    item->score = score;
  }
}

static void
add_recent (CrmDesk *desk, GPtrArray *items)
{
  g_autoptr (GPtrArray) recent = crm_recent_get (desk);

  for (guint i = 0; i < MIN (recent->len, MOST_RECENT); i++) {
    const CrmRecent *one = g_ptr_array_index (recent, i);
    const CrmEntity *entity = crm_schema_find (crm_desk_get_schema (desk), one->entity);
    CrmPaletteItem *item;

    if (entity == NULL)
      continue;
    item = add_item (items, CRM_PALETTE_RECORD, _ ("Recent"), one->title, entity->icon);
    item->entity = g_strdup (one->entity);
    item->id = one->id;
  }
}

static char *
format_when (const CrmRecord *record, const CrmField *field, CrmLang lang)
{
  g_autofree char *day = NULL;

  if (field == NULL || crm_record_is_null (record, field->name))
    return NULL;
  if (field->type == CRM_FIELD_DAY)
    return crm_day_format (crm_record_get_text (record, field->name), lang);
  day = crm_day_of_instant (crm_record_get_int (record, field->name), NULL);

  return crm_day_format (day, lang);
}

char *
crm_palette_describe (CrmTxn *txn, const CrmHit *hit, CrmLang lang)
{
  g_autoptr (CrmRecord) record = crm_txn_get (txn, hit->entity, hit->id, NULL);
  const CrmEntity *entity = record != NULL ? crm_record_get_entity (record) : NULL;
  const CrmField *field;
  g_autofree char *party = NULL;
  g_autofree char *when = NULL;

  if (entity == NULL)
    return NULL;
  if (entity->when == NULL)
    return entity->subtitle != NULL ? crm_record_expand (record, entity->subtitle) : NULL;
  field = entity->party != NULL ? crm_entity_find_field (entity, entity->party) : NULL;
  if (field != NULL && !crm_record_is_null (record, field->name))
    party = crm_txn_title (txn, crm_record_get_int (record, field->name), NULL);
  when = format_when (record, crm_entity_find_field (entity, entity->when), lang);
  if (party == NULL)
    return g_steal_pointer (&when);
  if (when == NULL)
    return g_steal_pointer (&party);

  return g_strdup_printf ("%s · %s", party, when);
}

static void
add_hits (CrmDesk *desk, GPtrArray *items, GPtrArray *hits, GPtrArray *details, const char *folded)
{
  for (guint i = 0; hits != NULL && i < hits->len; i++) {
    const CrmHit *hit = g_ptr_array_index (hits, i);
    const CrmEntity *entity = crm_schema_find (crm_desk_get_schema (desk), hit->entity);
    CrmPaletteItem *item;

    /* Places in lists and the like are found through what they belong to. */
    if (entity == NULL || *hit->title == '\0' || g_str_equal (entity->name, "saved_view"))
      continue;
    item = add_item (items, CRM_PALETTE_RECORD, _ (entity->label_many), hit->title, entity->icon);
    item->entity = g_strdup (hit->entity);
    item->id = hit->id;
    item->detail = details != NULL ? g_strdup (g_ptr_array_index (details, i)) : NULL;
    item->score = crm_palette_match (hit->title, folded);
  }
}

/* Groups in the order of their first item, within a group the best first. */
static int
compare_items (gconstpointer a, gconstpointer b, gpointer data)
{
  const CrmPaletteItem *one = *(const CrmPaletteItem *const *)a;
  const CrmPaletteItem *two = *(const CrmPaletteItem *const *)b;
  int x = GPOINTER_TO_INT (g_hash_table_lookup (data, one->group));
  int y = GPOINTER_TO_INT (g_hash_table_lookup (data, two->group));

  if (x != y)
    return x - y;

  return (int)two->score - (int)one->score;
}

/* A room that begins with what was typed comes before records that only contain it, or that mean
 * it in another layout. */
static void
sort_items (GPtrArray *items)
{
  g_autoptr (GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < items->len; i++) {
    const CrmPaletteItem *item = g_ptr_array_index (items, i);
    int before = GPOINTER_TO_INT (g_hash_table_lookup (groups, item->group));
    int place = before != 0 ? before : (int)(i + items->len + 1);

    if (item->score >= CRM_PALETTE_BEGINS && place > (int)items->len)
      place -= (int)items->len;
    g_hash_table_insert (groups, item->group, GINT_TO_POINTER (place));
  }
  g_ptr_array_sort_with_data (items, compare_items, groups);
}

GPtrArray *
crm_palette_items (CrmDesk *desk,
                   const char *words,
                   GPtrArray *views,
                   GPtrArray *hits,
                   GPtrArray *details)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (crm_palette_item_free);
  g_autofree char *folded = crm_text_fold (words);
  g_autofree char *typed = crm_text_other_layout (words);
  g_autofree char *other = typed != NULL ? crm_text_fold (typed) : NULL;

  g_return_val_if_fail (CRM_IS_DESK (desk), items);

  if (*folded == '\0')
    add_recent (desk, items);
  add_hits (desk, items, hits, details, folded);
  add_views (desk, items, views, folded, other);
  add_rooms (desk, items, folded, other);
  add_actions (items, folded, other);
  sort_items (items);

  return items;
}
