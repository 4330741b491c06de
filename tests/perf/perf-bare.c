/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "perf/perf-bare.h"

#include <sqlite3.h>
#include <string.h>

/* The number of an entity stands above the counter of its records. */
#define EVENT         5
#define N_OF(counter) (((gint64)EVENT << 40) | (counter))
#define CHUNK_BITS    11
#define BUSY_MS       15000
#define BITMAP        (1 << (CHUNK_BITS - 3))
#define MOST_LISTED   (BITMAP - 2)

typedef struct {
  sqlite3 *handle;
  GPtrArray *statements; /* all of: */
  sqlite3_stmt *counter;
  sqlite3_stmt *seq;
  sqlite3_stmt *person;
  sqlite3_stmt *event;
  sqlite3_stmt *record;
  sqlite3_stmt *search;
  sqlite3_stmt *timeline;
  sqlite3_stmt *log;
  sqlite3_stmt *operation;
  sqlite3_stmt *touch;
  sqlite3_stmt *read_gram;
  sqlite3_stmt *write_gram;
} Bare;

static void
exec (Bare *self, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (self->handle, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static void
finalize (gpointer statement)
{
  sqlite3_finalize (statement);
}

static sqlite3_stmt *
prepare (Bare *self, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
      SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (self->handle));
  g_ptr_array_add (self->statements, statement);

  return statement;
}

static void
set_up (Bare *self, const char *office)
{
  g_assert_cmpint (
    sqlite3_open_v2 (office, &self->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL), ==,
    SQLITE_OK);
  self->statements = g_ptr_array_new_with_free_func (finalize);
  sqlite3_busy_timeout (self->handle, BUSY_MS);
  exec (self, "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA cache_size=-16000;"
              "PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
              "PRAGMA synchronous=EXTRA; PRAGMA journal_mode=TRUNCATE");
  self->counter = prepare (self, "SELECT max(n) FROM event");
  self->seq = prepare (self, "SELECT coalesce(max(seq), 1) FROM log");
  self->person = prepare (self, "SELECT id FROM person LIMIT 1");
  self->event = prepare (
    self,
    "INSERT INTO event(n, id, version, kind, direction, subject, subject_fold, starts, client, "
    "responsible, done, created_at, created_by, modified_at, modified_by) "
    "VALUES($1, $2, 1, 'call', 'none', $3, $4, $5, $6, $7, 1, $5, $7, $5, $7)");
  self->record =
    prepare (self, "INSERT INTO record(n, id, title, folded, digits, party, responsible) "
                   "VALUES($1, $2, $3, $4, '', $5, $6)");
  self->search = prepare (self, "INSERT INTO search(rowid, folded, digits) VALUES($1, $2, '')");
  self->timeline = prepare (self, "INSERT INTO timeline(party, at, n) VALUES($1, $2, $3)");
  self->log =
    prepare (self, "INSERT INTO log(operation, entity, id, n, kind) VALUES($1, $2, $3, $4, 0)");
  self->operation =
    prepare (self, "INSERT INTO operation(id, at, person, session, verb, title, undoable, seq) "
                   "VALUES($1, $2, $3, $4, 'event.new', $5, 1, $6)");
  self->touch = prepare (self, "UPDATE party SET last_touch = $1 WHERE id = $2");
  self->read_gram = prepare (self, "SELECT bits FROM gram WHERE key = $1 AND chunk = $2");
  self->write_gram = prepare (self, "INSERT INTO gram(key, chunk, bits) VALUES($1, $2, $3) "
                                    "ON CONFLICT(key, chunk) DO UPDATE SET bits = excluded.bits");
}

static void
tear_down (Bare *self)
{
  g_ptr_array_unref (self->statements);
  g_assert_cmpint (sqlite3_close (self->handle), ==, SQLITE_OK);
}

static void
run (Bare *self, sqlite3_stmt *statement)
{
  if (sqlite3_step (statement) != SQLITE_DONE)
    g_error ("%s: %s", sqlite3_sql (statement), sqlite3_errmsg (self->handle));
  sqlite3_reset (statement);
}

static gint64
read_int (Bare *self, sqlite3_stmt *statement)
{
  gint64 value;

  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);

  return value;
}

static void
set_bit (guint8 bits[BITMAP], guint bit)
{
  bits[bit >> 3] |= 1 << (bit & 7);
}

/* One more bit of what words begin with: a list of places while it is short, a bitmap otherwise. */
static void
set_gram (Bare *self, gunichar first, gunichar second, gint64 counter)
{
  gint64 key = ((gint64)EVENT << 42) | ((gint64)first << 21) | second;
  gint64 chunk = counter >> CHUNK_BITS;
  guint bit = counter & ((1 << CHUNK_BITS) - 1);
  guint8 bits[BITMAP] = { 0 };
  int size = 0;

  sqlite3_bind_int64 (self->read_gram, 1, key);
  sqlite3_bind_int64 (self->read_gram, 2, chunk);
  if (sqlite3_step (self->read_gram) == SQLITE_ROW) {
    size = sqlite3_column_bytes (self->read_gram, 0);
    memcpy (bits, sqlite3_column_blob (self->read_gram, 0), size);
  }
  sqlite3_reset (self->read_gram);
  if (size < MOST_LISTED) {
    bits[size++] = bit & 0xff;
    bits[size++] = bit >> 8;
  } else if (size == MOST_LISTED) {
    guint8 listed[MOST_LISTED];

    memcpy (listed, bits, MOST_LISTED);
    memset (bits, 0, BITMAP);
    for (guint i = 0; i < MOST_LISTED; i += 2)
      set_bit (bits, listed[i] | listed[i + 1] << 8);
    set_bit (bits, bit);
    size = BITMAP;
  } else {
    set_bit (bits, bit);
  }
  sqlite3_bind_int64 (self->write_gram, 1, key);
  sqlite3_bind_int64 (self->write_gram, 2, chunk);
  sqlite3_bind_blob (self->write_gram, 3, bits, size, SQLITE_TRANSIENT);
  run (self, self->write_gram);
}

static void
set_grams (Bare *self, const char *folded, gint64 counter)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    set_gram (self, words[i][0], 0, counter);
    if (words[i][1] != '\0')
      set_gram (self, words[i][0], words[i][1], counter);
  }
}

static void
write_rows (Bare *self, gint64 client, gint64 id, const char *subject)
{
  g_autofree char *folded = g_ascii_strdown (subject, -1);
  gint64 now = g_get_real_time () / 1000;
  gint64 counter = read_int (self, self->counter) + 1;
  gint64 person = read_int (self, self->person);
  gint64 n = N_OF (counter);
  /* Parameters of each statement, in the order of their first appearance. */
  const gint64 log[] = { id + 1, EVENT, id, counter };

  sqlite3_bind_int64 (self->event, 1, counter);
  sqlite3_bind_int64 (self->event, 2, id);
  sqlite3_bind_text (self->event, 3, subject, -1, SQLITE_STATIC);
  sqlite3_bind_text (self->event, 4, folded, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (self->event, 5, now);
  sqlite3_bind_int64 (self->event, 6, client);
  sqlite3_bind_int64 (self->event, 7, person);
  run (self, self->event);
  sqlite3_bind_int64 (self->record, 1, n);
  sqlite3_bind_int64 (self->record, 2, id);
  sqlite3_bind_text (self->record, 3, subject, -1, SQLITE_STATIC);
  sqlite3_bind_text (self->record, 4, folded, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (self->record, 5, client);
  sqlite3_bind_int64 (self->record, 6, person);
  run (self, self->record);
  sqlite3_bind_int64 (self->search, 1, n);
  sqlite3_bind_text (self->search, 2, folded, -1, SQLITE_STATIC);
  run (self, self->search);
  sqlite3_bind_int64 (self->timeline, 1, client);
  sqlite3_bind_int64 (self->timeline, 2, now);
  sqlite3_bind_int64 (self->timeline, 3, n);
  run (self, self->timeline);
  for (int i = 0; i < (int)G_N_ELEMENTS (log); i++)
    sqlite3_bind_int64 (self->log, i + 1, log[i]);
  run (self, self->log);
  sqlite3_bind_int64 (self->operation, 1, id + 1);
  sqlite3_bind_int64 (self->operation, 2, now);
  sqlite3_bind_int64 (self->operation, 3, person);
  sqlite3_bind_int64 (self->operation, 4, id);
  sqlite3_bind_text (self->operation, 5, subject, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (self->operation, 6, read_int (self, self->seq));
  run (self, self->operation);
  sqlite3_bind_int64 (self->touch, 1, now);
  sqlite3_bind_int64 (self->touch, 2, client);
  run (self, self->touch);
  set_grams (self, folded, counter);
}

guint
perf_bare_add_calls (const char *office, gint64 client, guint writer, guint n)
{
  Bare self = { 0 };
  guint errors = 0;

  set_up (&self, office);
  for (guint i = 0; i < n; i++) {
    g_autofree char *subject = g_strdup_printf ("Spoke about %u", writer * 1000 + i);

    if (sqlite3_exec (self.handle, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK) {
      errors++;
      continue;
    }
    write_rows (&self, client, ((gint64)(writer + 1) << 32) + 2 * i, subject);
    if (sqlite3_exec (self.handle, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) {
      errors++;
      sqlite3_exec (self.handle, "ROLLBACK", NULL, NULL, NULL);
    }
  }
  tear_down (&self);

  return errors;
}
