/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-path.h"
#include "model/crm-record.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  CRM_CONDITION_ALL,  /* every child */
  CRM_CONDITION_ANY,  /* at least one child */
  CRM_CONDITION_NOT,  /* not its one child; over lines: no line */
  CRM_CONDITION_TEST, /* path, operator, values */
} CrmConditionKind;

typedef enum {
  CRM_TEST_EQUAL,    /* = */
  CRM_TEST_DIFFERS,  /* != ; an empty value differs from any */
  CRM_TEST_LESS,     /* < */
  CRM_TEST_AT_MOST,  /* <= */
  CRM_TEST_GREATER,  /* > */
  CRM_TEST_AT_LEAST, /* >= */
  CRM_TEST_CONTAINS, /* ~ : folded text within folded text */
  CRM_TEST_STARTS,   /* ^ : folded text at the start */
  CRM_TEST_IN,       /* in (a, b) */
  CRM_TEST_EMPTY,    /* is empty */
  CRM_TEST_FILLED,   /* is filled */
  CRM_TEST_IN_VIEW,  /* in view V: what it leads to meets the conditions of a saved view */
  CRM_TEST_OUT_VIEW, /* not in view V; what leads nowhere is in none */
} CrmTest;

/**
 * CrmCondition:
 *
 * A tree of tests over paths. Values are kept as text in machine form, or as the words that are
 * worth something only when asked: "me", "today", "today+7", "today-30", "now". A saved view is
 * named by its id, or, where a person types, by its name; its path is `id` for the record itself or
 * ends in a reference.
 */
typedef struct _CrmCondition CrmCondition;
struct _CrmCondition {
  CrmConditionKind kind;
  GPtrArray *children; /* of CrmCondition, or NULL */
  char *path;
  CrmTest test;
  char **values; /* NULL-terminated, or NULL */
};

CrmCondition *crm_condition_new_group (CrmConditionKind kind);
/* Without a value, "=" asks for an empty one and "!=" for a filled one. */
CrmCondition *crm_condition_new_test (const char *path, CrmTest test, const char *value);
/* One of the values; NULL-terminated, none finds nothing. */
CrmCondition *crm_condition_new_in (const char *path, const char *const *values);
gboolean crm_condition_equal (const CrmCondition *a, const CrmCondition *b);
gboolean crm_test_is_of_view (CrmTest test);
typedef void (*CrmConditionFunc) (CrmCondition *test, gpointer data);
/* Calls for every test in it that asks for a saved view. @self: (nullable). */
void crm_condition_foreach_view (CrmCondition *self, CrmConditionFunc func, gpointer data);
gboolean crm_condition_asks_views (const CrmCondition *self);
/* Whether a record that is at hand meets it: tests of its own fields alone, with plain values. What
 * leads over others, or is worth something only when asked, does not hold. */
gboolean crm_condition_holds (const CrmCondition *self, const CrmRecord *record);
/* Makes a record one of those that meet it, as far as the condition says what it has to have: "="
 * of its own fields. */
void crm_condition_apply (const CrmCondition *self, CrmRecord *record);
/* Takes the child. */
void crm_condition_add (CrmCondition *self, CrmCondition *child);
CrmCondition *crm_condition_copy (const CrmCondition *self);
void crm_condition_free (CrmCondition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCondition, crm_condition_free)

typedef struct {
  char *path;
  gboolean descending;
} CrmOrder;

typedef enum {
  CRM_MEASURE_COUNT,
  CRM_MEASURE_SUM, /* of money: one per currency */
  CRM_MEASURE_MIN,
  CRM_MEASURE_MAX,
  CRM_MEASURE_AVERAGE,
} CrmMeasureKind;

typedef struct {
  CrmMeasureKind kind;
  char *path; /* NULL for a count */
} CrmMeasure;

typedef enum {
  CRM_BUCKET_VALUE,
  CRM_BUCKET_DAY,
  CRM_BUCKET_MONTH,
  CRM_BUCKET_YEAR,
} CrmBucketKind;

typedef struct {
  CrmBucketKind kind;
  char *path;
} CrmBucket;

/**
 * CrmQuery:
 *
 * What is asked of an office, as a value: entity, conditions, words, order, limit, measures and
 * buckets. Views, segments, reports, exports and the command line are queries; there is no second
 * way to ask. Reference counted; not changed once somebody else holds it.
 */
typedef struct _CrmQuery CrmQuery;
struct _CrmQuery {
  int ref_count;
  char *entity;
  CrmCondition *where; /* or NULL */
  char *words;         /* what was typed into the search, or NULL */
  GArray *order;       /* of CrmOrder */
  GArray *measures;    /* of CrmMeasure */
  GArray *buckets;     /* of CrmBucket */
  guint limit;         /* 0 = all */
  gboolean trash;      /* the deleted ones instead of the living ones */
};

CrmQuery *crm_query_new (const char *entity);
CrmQuery *crm_query_ref (CrmQuery *self);
void crm_query_unref (CrmQuery *self);
CrmQuery *crm_query_copy (const CrmQuery *self);
gboolean crm_query_equal (const CrmQuery *a, const CrmQuery *b);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmQuery, crm_query_unref)

/* Adds to the conditions with "and"; takes the condition. */
void crm_query_add_where (CrmQuery *self, CrmCondition *condition);
void crm_query_add_test (CrmQuery *self, const char *path, CrmTest test, const char *value);
void crm_query_add_test_id (CrmQuery *self, const char *path, gint64 id);
void crm_query_set_words (CrmQuery *self, const char *words);
/* "name", "-date,number": replaces the order. */
void crm_query_set_order (CrmQuery *self, const char *order);
void crm_query_add_measure (CrmQuery *self, CrmMeasureKind kind, const char *path);
void crm_query_add_bucket (CrmQuery *self, CrmBucketKind kind, const char *path);

/**
 * crm_query_parse_where:
 * @text: `city = 'Iași' and (amount > 1000 or not stage.kind in (won, lost)) and phones.number ~
 * 22`
 *
 * Returns: (transfer full): the tree, or NULL and %CRM_ERROR_INVALID naming the place. Paths are
 *   not checked here but when the query is compiled against a schema.
 */
CrmCondition *crm_query_parse_where (const char *text, GError **error);

/* Whether a card shows the field now: see `shown` of CrmField; a number of its own country only. */
gboolean crm_field_is_shown (const CrmField *self, const CrmRecord *record);

/* A condition alone, as it stands in "where". */
JsonNode *crm_condition_to_json (const CrmCondition *self);
CrmCondition *crm_condition_from_json (JsonNode *node, GError **error);

/* JSON in and out: {"entity","where":["all",["city","=","Iași"],…],"words","order":["name"],…}. */
JsonNode *crm_query_to_json (const CrmQuery *self);
CrmQuery *crm_query_from_json (JsonNode *node, GError **error);

G_END_DECLS
