/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample-vfs.h"
#include "sample.h"

#include "support/crm-test.h"

#include <glib/gstdio.h>
#include <string.h>

/*
 * The power fails: what a disk does with writes that were not synced is its own affair. The store
 * saves while every operation on its files is recorded; then it is replayed up to a random moment,
 * with sectors of unsynced writes left out and unsynced cuts and removals forgotten, and opened
 * again.
 */

#define POINTS      150
#define POINTS_LONG 1500
#define SAVES       60
#define PARTIES     5
#define SECTOR      512

typedef enum {
  OFFICE,
  JOURNAL,
  WAL, /* the journal of an office of this computer alone */
  N_FILES,
} FileKind;

static const char *const suffixes[N_FILES] = { "", "-journal", "-wal" };

typedef struct {
  SampleVfsKind kind;
  FileKind file;
  gint64 offset;
  GBytes *data;
} Operation;

/* A save that was told done, before the operation at this place. */
typedef struct {
  guint at;
  guint saves;
} Acknowledged;

typedef struct {
  char *path;
  gboolean recording;
  GArray *operations;   /* of Operation */
  GArray *acknowledged; /* of Acknowledged */
  GByteArray *before[N_FILES];
} Record;

static FileKind
kind_of (const char *path)
{
  for (FileKind file = JOURNAL; file < N_FILES; file++)
    if (g_str_has_suffix (path, suffixes[file]))
      return file;

  return OFFICE;
}

static void
clear_operation (gpointer data)
{
  g_clear_pointer (&((Operation *)data)->data, g_bytes_unref);
}

/* The disk itself is not asked to sync: that would only cost time. */
static int
record_hook (const SampleVfsCall *call, gpointer user_data)
{
  Record *record = user_data;
  Operation operation = { .kind = call->kind, .offset = call->offset };

  if (!record->recording || call->path == NULL || !g_str_has_prefix (call->path, record->path))
    return SQLITE_OK;
  operation.file = kind_of (call->path);
  if (call->kind == SAMPLE_VFS_READ || call->kind == SAMPLE_VFS_LOCK ||
      call->kind == SAMPLE_VFS_OPEN)
    return SQLITE_OK;
  if (call->data != NULL)
    operation.data = g_bytes_new (call->data, call->size);
  g_array_append_val (record->operations, operation);

  return call->kind == SAMPLE_VFS_SYNC ? SAMPLE_VFS_DONE : SQLITE_OK;
}

static char *
path_of (const char *path, FileKind file)
{
  return g_strconcat (path, suffixes[file], NULL);
}

static void
take_files (Record *record)
{
  for (FileKind file = 0; file < N_FILES; file++) {
    g_autofree char *path = path_of (record->path, file);
    char *data = NULL;
    gsize size = 0;

    g_file_get_contents (path, &data, &size, NULL);
    record->before[file] = g_byte_array_new_take ((guint8 *)data, size);
  }
}

/* --- Saving ------------------------------------------------------------------------------------*/

typedef struct {
  gint64 parties[PARTIES];
  guint saves;
} Office;

/* One transaction that touches everything: a row, an edit, a derived count, search, timeline. */
static gboolean
save_func (CrmTxn *txn, gpointer data, GError **error)
{
  Office *office = data;
  gint64 id = office->parties[office->saves % PARTIES];
  g_autoptr (CrmRecord) deal = crm_txn_new (txn, "deal");
  g_autoptr (CrmRecord) event = crm_txn_new (txn, "event");
  g_autoptr (CrmRecord) party = crm_txn_get (txn, "party", id, error);
  g_autofree char *name = g_strdup_printf ("Deal %u", office->saves);

  if (party == NULL)
    return FALSE;
  crm_record_set_text (deal, "name", name);
  crm_record_set_int (deal, "client", id);
  crm_record_set_int (party, "rating", office->saves);
  crm_record_set_text (party, "code", name);
  if (!crm_txn_save (txn, deal, error) || !crm_txn_save (txn, party, error))
    return FALSE;
  crm_record_set_text (event, "title", name);
  crm_record_set_int (event, "deal", crm_record_get_id (deal));
  crm_record_set_int (event, "begins", SAMPLE_NOW + office->saves);

  return crm_txn_save (txn, event, error);
}

static void
save_all (Record *record, gboolean this_computer)
{
  CrmStore *store = sample_open (record->path, CRM_STORE_CREATE);
  Office office = { 0 };
  g_autoptr (GError) error = NULL;

  crm_store_set_this_computer (store, this_computer, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < PARTIES; i++)
    office.parties[i] = sample_add (store, "party", "name", "Party", NULL);
  take_files (record);
  record->recording = TRUE;
  for (; office.saves < SAVES;) {
    Acknowledged acknowledged;

    sample_do (store, save_func, &office);
    acknowledged = (Acknowledged){ record->operations->len, ++office.saves };
    g_array_append_val (record->acknowledged, acknowledged);
  }
  record->recording = FALSE;
  sample_close (store);
}

/* --- The power fails ---------------------------------------------------------------------------*/

static void
write_at (GByteArray *image, gint64 offset, const guint8 *data, gsize size)
{
  guint before = image->len;

  if (offset + size > before) {
    g_byte_array_set_size (image, offset + size);
    if (offset > before)
      memset (image->data + before, 0, offset - before);
  }
  memcpy (image->data + offset, data, size);
}

/* Each sector of its own gets to the disk or does not. */
static void
write_torn (GByteArray *image, const Operation *operation, double kept, GRand *rand)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (operation->data, &size);

  for (gsize done = 0; done < size;) {
    gsize part = MIN (size - done, SECTOR - (operation->offset + done) % SECTOR);

    if (g_rand_double (rand) < kept)
      write_at (image, operation->offset + done, data + done, part);
    done += part;
  }
}

/* The last sync before @end of each file; -1 for none. */
static void
find_syncs (Record *record, guint end, int syncs[N_FILES])
{
  for (FileKind file = 0; file < N_FILES; file++)
    syncs[file] = -1;
  for (guint i = 0; i < end; i++) {
    const Operation *operation = &g_array_index (record->operations, Operation, i);

    if (operation->kind == SAMPLE_VFS_SYNC)
      syncs[operation->file] = i;
  }
}

static void
replay (Record *record, guint end, gboolean syncs_count, GRand *rand, GByteArray *images[N_FILES])
{
  int syncs[N_FILES] = { -1, -1, -1 };
  double kept = g_rand_int_range (rand, 0, 5) / 4.0;

  if (syncs_count)
    find_syncs (record, end, syncs);
  for (guint i = 0; i < end; i++) {
    const Operation *operation = &g_array_index (record->operations, Operation, i);
    GByteArray *image = images[operation->file];
    gboolean safe = (int)i < syncs[operation->file];

    if (operation->kind == SAMPLE_VFS_WRITE)
      write_torn (image, operation, safe ? 2 : kept, rand);
    else if (operation->kind == SAMPLE_VFS_TRUNCATE && (safe || g_rand_boolean (rand)))
      g_byte_array_set_size (image, MIN (image->len, operation->offset));
    else if (operation->kind == SAMPLE_VFS_DELETE && g_rand_boolean (rand))
      g_byte_array_set_size (image, 0);
  }
}

static void
write_images (const char *path, GByteArray *images[N_FILES])
{
  for (FileKind file = 0; file < N_FILES; file++) {
    g_autofree char *name = path_of (path, file);
    g_autoptr (GError) error = NULL;

    g_file_set_contents_full (name, (const char *)images[file]->data, images[file]->len,
                              G_FILE_SET_CONTENTS_NONE, 0600, &error);
    g_assert_no_error (error);
  }
}

static guint
acknowledged_before (Record *record, guint end)
{
  guint saves = 0;

  for (guint i = 0; i < record->acknowledged->len; i++) {
    const Acknowledged *acknowledged = &g_array_index (record->acknowledged, Acknowledged, i);

    if (acknowledged->at <= end)
      saves = acknowledged->saves;
  }

  return saves;
}

/* All of each save or nothing, and all that was told done. */
static gboolean
is_whole (CrmStore *store, guint acknowledged)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = crm_store_check (store, NULL, NULL, NULL, &error);
  g_autofree char *where = NULL;
  gint64 saves;

  if (findings == NULL || findings->len > 0)
    return FALSE;
  saves = sample_count (store, "deal", NULL);
  if (saves < acknowledged || saves > acknowledged + 1 ||
      sample_count (store, "event", NULL) != saves)
    return FALSE;
  where = g_strdup_printf ("code = 'Deal %d' and rating = %d", (int)saves - 1, (int)saves - 1);

  return saves == 0 || sample_count (store, "party", where) == 1;
}

/* Whether the office is whole after the power failed before the operation at @end. */
static gboolean
survives (Record *record, guint end, gboolean syncs_count, GRand *rand)
{
  g_autofree char *path = crm_test_path ("after.kontor");
  GByteArray *images[N_FILES];
  g_autoptr (GError) error = NULL;
  CrmStore *store;
  gboolean whole;

  for (FileKind file = 0; file < N_FILES; file++) {
    images[file] = g_byte_array_new ();
    g_byte_array_append (images[file], record->before[file]->data, record->before[file]->len);
  }
  replay (record, end, syncs_count, rand, images);
  write_images (path, images);
  for (FileKind file = 0; file < N_FILES; file++)
    g_byte_array_unref (images[file]);
  store = crm_store_open (path, sample_entities (), 0, NULL, &error);
  if (store == NULL)
    return FALSE;
  whole = is_whole (store, acknowledged_before (record, end));
  sample_close (store);

  return whole;
}

static void
free_record (Record *record)
{
  for (FileKind file = 0; file < N_FILES; file++)
    g_byte_array_unref (record->before[file]);
  g_array_unref (record->operations);
  g_array_unref (record->acknowledged);
  g_free (record->path);
}

static gboolean
has_written (Record *record, FileKind file)
{
  for (guint i = 0; i < record->operations->len; i++) {
    const Operation *operation = &g_array_index (record->operations, Operation, i);

    if (operation->file == file && operation->kind == SAMPLE_VFS_WRITE)
      return TRUE;
  }

  return FALSE;
}

static void
cut_often (gboolean this_computer)
{
  Record record = { .path = sample_path (),
                    .operations = g_array_new (FALSE, FALSE, sizeof (Operation)),
                    .acknowledged = g_array_new (FALSE, FALSE, sizeof (Acknowledged)) };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint points = g_getenv ("KONTOR_LONG") != NULL ? POINTS_LONG : POINTS;
  guint without_syncs = 0;
  guint bad = 0;

  g_array_set_clear_func (record.operations, clear_operation);
  sample_vfs_install (record_hook, &record);
  save_all (&record, this_computer);
  g_assert_true (has_written (&record, this_computer ? WAL : JOURNAL));
  g_assert_false (has_written (&record, this_computer ? JOURNAL : WAL));
  /* The pages have come to where they belong, too. */
  g_assert_true (has_written (&record, OFFICE));
  for (guint i = 0; i < points; i++) {
    guint end = g_rand_int_range (rand, 0, record.operations->len + 1);

    if (!survives (&record, end, TRUE, rand)) {
      g_test_message ("lost or damaged at %u of %u", end, record.operations->len);
      bad++;
    }
  }
  g_test_message ("%u power cuts%s: offices with something lost or damaged %u (goal 0)", points,
                  this_computer ? ", an office of this computer alone" : "", bad);
  g_assert_cmpuint (bad, ==, 0);
  /* The same disk under a program that does not sync: if that were to survive, this test would see
   * nothing. */
  for (guint i = 0; i < POINTS && without_syncs == 0; i++)
    without_syncs +=
      !survives (&record, g_rand_int_range (rand, 1, record.operations->len + 1), FALSE, rand);
  g_assert_cmpuint (without_syncs, >, 0);
  sample_vfs_install (NULL, NULL);
  free_record (&record);
}

static void
test_power (void)
{
  cut_often (FALSE);
}

static void
test_power_here (void)
{
  cut_often (TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/power/cut", test_power);
  g_test_add_func ("/store/power/cut-here", test_power_here);

  return g_test_run ();
}
