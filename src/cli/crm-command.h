/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/crm-print.h"
#include "office/crm-office.h"
#include "office/crm-resolve.h"

G_BEGIN_DECLS

/**
 * CrmSession:
 *
 * What the commands of one run share: the office, which is opened at first need, and where
 * results go. In a batch many commands run in one session.
 */
typedef struct {
  char *path;        /* as --file or KONTOR_FILE says, or NULL */
  char *as;          /* as --as says, or NULL */
  gboolean nobody;   /* the command is nobody's work in particular */
  CrmOffice *office; /* NULL until a command needs it */
  CrmClock *clock;
  CrmOutput *out;
  gboolean batch;   /* results are JSON, for a program */
  GHashTable *held; /* id → CrmRecord as it was when the batch began to hold it */
} CrmSession;

/**
 * CrmCommand:
 *
 * One word of the command line. Adding a command is adding a row to a table.
 */
typedef struct {
  const char *name;
  const char *usage;   /* what follows the word */
  const char *help;    /* N_(): one line */
  const char *details; /* N_(): what `kontor help COMMAND` adds, or NULL */
  gboolean (*run) (CrmSession *session, char ***args, GError **error);
} CrmCommand;

/* The tables, one per file; each ends with a row without name. */
extern const CrmCommand crm_commands_accept[];
extern const CrmCommand crm_commands_list[];
extern const CrmCommand crm_commands_show[];
extern const CrmCommand crm_commands_log[];
extern const CrmCommand crm_commands_record[];
extern const CrmCommand crm_commands_paper[];
extern const CrmCommand crm_commands_people[];
extern const CrmCommand crm_commands_quality[];
extern const CrmCommand crm_commands_office[];
extern const CrmCommand crm_commands_place[];
extern const CrmCommand crm_commands_backup[];
extern const CrmCommand crm_commands_beside[];
/* Only within a batch. */
extern const CrmCommand crm_commands_held[];

/* The row of a word, NULL when there is none. */
const CrmCommand *crm_command_find (const char *name, gboolean batch);

/* Makes @path (nullable) the office of the session, which must have one then and none open. */
gboolean crm_session_take_path (CrmSession *self, const char *path, GError **error);
/* Opens the office of the session when it is not open yet. */
CrmOffice *crm_session_open (CrmSession *self, GError **error);
void crm_session_clear (CrmSession *self);

/* --- What commands have in common ------------------------------------------------------------- */

/**
 * crm_command_parse:
 * @args: the words after the command; the options are taken out of them.
 * @min, @max: how many words may be left.
 *
 * Errors are of G_OPTION_ERROR: the command line makes no sense.
 */
gboolean
crm_command_parse (const GOptionEntry *options, char ***args, guint min, guint max, GError **error);

/* "table", "csv", "json"; NULL is the table, and in a batch always JSON. */
gboolean
crm_command_format (CrmSession *self, const char *name, CrmPrintFormat *format, GError **error);

/**
 * crm_command_entity:
 * @name: an entity, or a word of people for a part of one: "client".
 * @where: (out): the condition that such a word stands for, or NULL.
 *
 * Lines are kept within their records and are no entity here.
 */
const CrmEntity *
crm_command_entity (CrmSchema *schema, const char *name, const char **where, GError **error);

/* `kontor set ENTITY --where CONDITION FIELD=VALUE…`: of crm-command-bulk.c. */
gboolean crm_command_set_many (CrmSession *session,
                               const char *entity,
                               const char *where,
                               char **assignments,
                               GError **error);

/* Answers with an object: in a batch as JSON, else with the sentence. Takes @object. */
void crm_command_answer (CrmSession *self, JsonObject *object, const char *sentence);

/* The title of a record, or its label and id when it has none. (transfer full) */
char *crm_command_name_record (const CrmRecord *record);

/* Runs `kontor batch`: commands from @in until it ends. FALSE when one of them failed. */
gboolean crm_batch_run (CrmSession *session, FILE *in);

G_END_DECLS
