/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/people/crm-standing.h"
#include "store/crm-record-list.h"
#include "store/crm-store.h"

G_BEGIN_DECLS

/**
 * CrmOffice:
 *
 * The one door to an office: an open file, the person at the desk, the schema. Windows and the
 * command line hold only it. Signals, on the main context of the opener: "changed" (#CrmChange),
 * "schema-changed", "rights-changed" (of the person at the desk), "read-only-changed",
 * "peers-changed", "waiting" (seconds, who or NULL).
 */
#define CRM_TYPE_OFFICE (crm_office_get_type ())
G_DECLARE_FINAL_TYPE (CrmOffice, crm_office, CRM, OFFICE, GObject)

/* What a new office begins with. */
typedef struct {
  const char *country;    /* MD, RU, RO, or another ISO 3166 code */
  const char *company;    /* name of our company */
  const char *legal_name; /* or NULL */
  const char *tax_id;     /* ИНН, IDNO, CUI…, or NULL */
  gboolean vat_payer;
  const char *currency;   /* NULL: the country's */
  const char *person;     /* who I am */
  CrmLang language;       /* of the seeds: units, stages, causes */
  gboolean this_computer; /* nobody else is to use the office */
} CrmOfficeSetup;

/* Opens a file that is there. The person is the one remembered for this account, else the first. */
CrmOffice *crm_office_open (const char *path, CrmClock *clock, GError **error);
/* Makes the file, our company, the person, tax rates, units, pipeline, number series, templates. */
CrmOffice *crm_office_create (const char *path,
                              const CrmOfficeSetup *setup,
                              CrmStoreFlags flags,
                              CrmClock *clock,
                              GError **error);
gboolean crm_office_close (CrmOffice *self, GError **error);

CrmStore *crm_office_get_store (CrmOffice *self);
CrmSchema *crm_office_get_schema (CrmOffice *self); /* (transfer full) */
const char *crm_office_get_path (CrmOffice *self);
gboolean crm_office_is_read_only (CrmOffice *self);
gint64 crm_office_get_person (CrmOffice *self);
/* Who is at the desk from now on; 0 for nobody. Where that is remembered: crm_office_join_async().
 */
void crm_office_set_person (CrmOffice *self, gint64 person);

/* --- Rights: what buttons ask; the save road asks again on what is in the file then -------------
 */

/* What the person at the desk may do, as known last. (transfer full) (nullable) */
CrmStanding *crm_office_get_standing (CrmOffice *self);
/* @why: (out) (optional) (transfer full): the sentence for the tooltip when not. */
gboolean crm_office_may (CrmOffice *self, CrmAction action, const CrmEntity *entity, char **why);
/* The same of a record as it was read. */
gboolean
crm_office_may_record (CrmOffice *self, CrmAction action, const CrmRecord *record, char **why);
gboolean crm_office_allows (CrmOffice *self, CrmRight right, char **why);

/* --- Verbs that every room has --------------------------------------------------------------- */

/* Reads a record with its lines. */
void crm_office_load_async (CrmOffice *self,
                            const char *entity,
                            gint64 id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
CrmRecord *crm_office_load_finish (CrmOffice *self, GAsyncResult *result, GError **error);

/* Saves a copy of the record; finish gives it as it is stored now. */
void crm_office_save_async (CrmOffice *self,
                            CrmRecord *record,
                            gint64 visit,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
CrmRecord *
crm_office_save_finish (CrmOffice *self, GAsyncResult *result, gint64 *operation, GError **error);

/* @ids: (element-type gint64): one operation for all of them. @versions: (nullable) (element-type
 * gint64): what was last seen of each, 0 for nothing: %CRM_ERROR_CONFLICT, and none of them goes,
 * where a colleague has changed one since. */
void crm_office_delete_async (CrmOffice *self,
                              const char *entity,
                              GArray *ids,
                              GArray *versions,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean crm_office_delete_finish (CrmOffice *self, GAsyncResult *result, GError **error);
void crm_office_restore_async (CrmOffice *self,
                               const char *entity,
                               GArray *ids,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean crm_office_restore_finish (CrmOffice *self, GAsyncResult *result, GError **error);

/**
 * crm_office_undo_async:
 * @undo: what to take back; taken over.
 *
 * First looks what must be asked. Where something is undecided, finish gives %CRM_ERROR_CONFLICT
 * and the questions in @undo: answer them by crm_undo_choose() and begin again with it. A long
 * operation goes in parts between which others may save; cancelling stops it between two, and what
 * was done stays, to be undone in its turn.
 */
void crm_office_undo_async (CrmOffice *self,
                            CrmUndo *undo,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* @undo: (out) (optional) (transfer full): given back in any case. */
gboolean
crm_office_undo_finish (CrmOffice *self, GAsyncResult *result, CrmUndo **undo, GError **error);

/* Sums up history that is older than the office keeps it, in parts that nobody waits for. @n: (out)
 * (optional): how many changes there were. */
gboolean crm_office_tidy (CrmOffice *self, guint *n, GError **error);
/* The same without waiting for it: of all desktops by the elected one, and once a day, however
 * often it is called. Returns whether it has begun. */
gboolean crm_office_tidy_daily (CrmOffice *self);

/* Any other verb or reading: see crm_store_run_async(). */
void crm_office_run_async (CrmOffice *self,
                           CrmTxnMode mode,
                           const char *verb,
                           CrmTxnFunc func,
                           gpointer data,
                           GDestroyNotify destroy,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean crm_office_run_finish (CrmOffice *self, GAsyncResult *result, GError **error);
gboolean crm_office_run (CrmOffice *self,
                         CrmTxnMode mode,
                         const char *verb,
                         CrmTxnFunc func,
                         gpointer data,
                         GError **error);

/* The list of a query: what rooms show. */
CrmRecordList *
crm_office_list (CrmOffice *self, CrmQuery *query, const char *const *columns, GError **error);

/* What a verb of history is called in the person's language: "Deal moved". */
const char *crm_verb_get_label (const char *verb);

G_END_DECLS
