/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/clients/crm-happening.h"
#include "office/clients/crm-potential.h"
#include "office/clients/crm-survey.h"
#include "office/files/crm-drop.h"
#include "office/talk/crm-comment.h"

#include <glib/gstdio.h>
#include <string.h>

/* What lies at records: talk, files, letters, answers; and the timeline that tells it all. */

/* --- Talk ------------------------------------------------------------------------------------- */

static gint64
add_colleague (CrmTxn *txn, const char *name)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "person");

  crm_record_set_text (record, "name", name);
  office_test_save (txn, record);

  return crm_record_get_id (record);
}

typedef struct {
  gint64 client;
  gint64 claim;
  gint64 ana;
  gint64 other_ana;
} Talk;

static gboolean
begin_talk (CrmTxn *txn, gpointer data, GError **error)
{
  Talk *talk = data;
  g_autoptr (CrmRecord) claim = crm_txn_new (txn, "claim");

  talk->ana = add_colleague (txn, "Ana Rusu");
  talk->other_ana = add_colleague (txn, "Ana");
  talk->client = office_test_client (txn, "Alfa", CRM_LANG_RO);
  crm_record_set_int (claim, "client", talk->client);
  crm_record_set_text (claim, "text", "A leg is broken");
  office_test_save (txn, claim);
  talk->claim = crm_record_get_id (claim);

  return crm_comment_add (txn, talk->claim, "@ana rusu, can we repair it? Ask @Anatol.", error);
}

static gboolean
check_mentions (CrmTxn *txn, gpointer data, GError **error)
{
  Talk *talk = data;
  g_autoptr (CrmQuery) query = crm_query_new ("comment");
  g_autoptr (CrmRecord) comment = crm_txn_first (txn, query, error);
  GPtrArray *mentions = crm_record_get_lines (comment, "mentions");

  /* “@ana rusu” is Ana Rusu and not Ana; “@Anatol” is nobody. */
  g_assert_cmpuint (mentions->len, ==, 1);
  g_assert_cmpint (crm_record_get_int (mentions->pdata[0], "person"), ==, talk->ana);

  return TRUE;
}

static guint
count_unread (GPtrArray *unread, gboolean *mentioned)
{
  guint n = 0;

  *mentioned = FALSE;
  for (guint i = 0; i < unread->len; i++) {
    const CrmUnread *one = unread->pdata[i];

    n += one->count;
    *mentioned = *mentioned || one->mentioned;
    g_assert_cmpstr (one->entity, ==, "claim");
  }

  return n;
}

static gboolean
check_unread (CrmTxn *txn, gpointer data, GError **error)
{
  guint *expected = data;
  gboolean mentioned;
  g_autoptr (GPtrArray) unread = crm_comment_unread (txn, error);

  g_assert_cmpuint (count_unread (unread, &mentioned), ==, *expected);

  return TRUE;
}

static gboolean
mark_read (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_comment_mark_read (txn, ((Talk *)data)->claim, error);
}

static gboolean
change_others (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("comment");
  g_autoptr (CrmRecord) comment = crm_txn_first (txn, query, NULL);

  crm_record_set_text (comment, "text", "I never said so");

  return crm_txn_save (txn, comment, error);
}

static void
test_talk (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_RO);
  gint64 me = crm_office_get_person (office);
  Talk talk = { 0 };
  guint none = 0, one = 1;
  g_autofree char *message = NULL;

  office_test_do (office, begin_talk, &talk);
  office_test_do (office, check_mentions, &talk);
  office_test_do (office, check_unread, &none);
  crm_office_set_person (office, talk.ana);
  office_test_do (office, check_unread, &one);
  message = office_test_refuse (office, change_others, NULL, CRM_ERROR_DENIED);
  g_assert_nonnull (message);
  office_test_do (office, mark_read, &talk);
  office_test_do (office, check_unread, &none);
  crm_office_set_person (office, me);
  office_test_do (office, check_unread, &none);
  office_test_close (office);
}

/* --- Files and letters ------------------------------------------------------------------------ */

static GFile *
make_file (const char *name, const char *bytes, gsize size)
{
  g_autofree char *folder = g_dir_make_tmp ("kontor-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, bytes, (gssize)size, NULL));

  return g_file_new_for_path (path);
}

static void
remove_file (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);

  g_file_delete (file, NULL, NULL);
  g_file_delete (folder, NULL, NULL);
  g_object_unref (file);
}

static gboolean
add_client (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");

  crm_record_set_text (record, "name", "Alfa");
  crm_record_set_text (crm_record_add_line (record, "emails"), "address", "Ivan@Alfa.md");
  office_test_save (txn, record);
  *(gint64 *)data = crm_record_get_id (record);

  return TRUE;
}

typedef struct {
  gint64 attachments;
  gint64 events;
} Counts;

static gboolean
count_func (CrmTxn *txn, gpointer data, GError **error)
{
  Counts *counts = data;

  counts->attachments = office_test_count (txn, "attachment");
  counts->events = office_test_count (txn, "event");

  return TRUE;
}

static void
assert_counts (CrmOffice *office, gint64 attachments, gint64 events)
{
  Counts counts;

  office_test_do (office, count_func, &counts);
  g_assert_cmpint (counts.attachments, ==, attachments);
  g_assert_cmpint (counts.events, ==, events);
}

static void
assert_bytes (CrmOffice *office, gint64 attachment, const char *bytes, gsize size)
{
  g_autoptr (GError) error = NULL;
  GFile *file = make_file ("copy", "", 0);
  g_autofree char *is = NULL;
  gsize is_size;

  g_assert_true (crm_attachment_save (office, attachment, file, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_load_contents (file, NULL, &is, &is_size, NULL, NULL));
  g_assert_cmpmem (is, is_size, bytes, size);
  remove_file (file);
}

static void
test_files (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_RO);
  gsize size = 1200 * 1024;
  g_autofree char *bytes = g_malloc (size);
  GFile *file;
  gint64 client, first, second, replaced;

  for (gsize i = 0; i < size; i++)
    bytes[i] = (char)(i * 7 + i / 1000);
  file = make_file ("plan.pdf", bytes, size);
  office_test_do (office, add_client, &client);
  first = crm_attachment_add (office, client, file, 0, NULL, NULL);
  second = crm_attachment_add (office, client, file, 0, NULL, NULL);
  g_assert_cmpint (first, !=, 0);
  g_assert_cmpint (second, !=, first);
  assert_bytes (office, first, bytes, size);
  replaced = crm_attachment_add (office, 0, file, first, NULL, NULL);
  assert_bytes (office, replaced, bytes, size);
  assert_counts (office, 3, 0);
  remove_file (file);

  /* An empty file is a file. */
  file = make_file ("empty.txt", "", 0);
  assert_bytes (office, crm_attachment_add (office, client, file, 0, NULL, NULL), "", 0);
  remove_file (file);
  office_test_close (office);
}

/* A file of 200 MB is refused by its size before a byte is read; nothing is left behind. */
static void
test_large_file (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_RO);
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  GFile *file = make_file ("film.mp4", "x", 1);
  gint64 client;

  office_test_do (office, add_client, &client);
  {
    g_autoptr (GFileIOStream) stream = g_file_open_readwrite (file, NULL, NULL);

    g_assert_true (
      g_seekable_truncate (G_SEEKABLE (stream), G_GINT64_CONSTANT (200) * 1000 * 1000, NULL, NULL));
  }
  g_assert_cmpint (crm_attachment_add (office, client, file, 0, NULL, &error), ==, 0);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, "film.mp4"));
  g_clear_error (&error);
  remove_file (file);

  file = make_file ("note.txt", "some words", 10);
  g_cancellable_cancel (cancelled);
  g_assert_cmpint (crm_attachment_add (office, client, file, 0, cancelled, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_counts (office, 0, 0);
  remove_file (file);
  office_test_close (office);
}

#define LETTER                                                       \
  "From: ivan@alfa.md\nTo: ana@kontor.md\nSubject: Chairs\n"         \
  "Date: Tue, 10 Feb 2026 12:30:00 +0200\nMIME-Version: 1.0\n"       \
  "Content-Type: multipart/mixed; boundary=AA\n\n--AA\n"             \
  "Content-Type: text/plain\n\nTen chairs, please.\n--AA\n"          \
  "Content-Type: application/pdf\nContent-Disposition: attachment; " \
  "filename=../../plan.pdf\nContent-Transfer-Encoding: base64\n\nJVBERg==\n--AA--\n"

static gboolean
check_letter (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) event = office_test_get (txn, "event", *(gint64 *)data);
  g_autoptr (CrmQuery) query = crm_query_new ("attachment");
  g_autoptr (GPtrArray) files = NULL;

  g_assert_cmpstr (crm_record_get_text (event, "kind"), ==, "letter");
  g_assert_cmpstr (crm_record_get_text (event, "direction"), ==, "in");
  g_assert_cmpstr (crm_record_get_text (event, "subject"), ==, "Chairs");
  g_assert_cmpstr (crm_record_get_text (event, "note"), ==, "Ten chairs, please.");
  g_assert_cmpint (crm_record_get_int (event, "starts"), ==, G_GINT64_CONSTANT (1770719400000));
  crm_query_add_test_id (query, "record", *(gint64 *)data);
  files = crm_txn_query (txn, query, error);
  g_assert_cmpuint (files->len, ==, 2);
  /* No name leads out of a folder. */
  for (guint i = 0; i < files->len; i++)
    g_assert_null (strchr (crm_record_get_text (files->pdata[i], "name"), '/'));

  return TRUE;
}

static gboolean
not_of_gsf (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  return g_strcmp0 (domain, "libgsf:msole") != 0 && domain != NULL;
}

static void
test_letters (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_RO);
  g_autoptr (GError) error = NULL;
  GFile *file = make_file ("letter.eml", LETTER, strlen (LETTER));
  gint64 client, event;

  /* Nobody has the address: nothing is made. */
  g_assert_cmpint (crm_drop (office, 0, file, NULL, NULL, &error), ==, CRM_DROP_NOTHING);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_counts (office, 0, 0);

  office_test_do (office, add_client, &client);
  g_assert_cmpint (crm_drop (office, 0, file, NULL, &event, &error), ==, CRM_DROP_LETTER);
  g_assert_no_error (error);
  office_test_do (office, check_letter, &event);
  /* The same letter once more. */
  g_assert_cmpint (crm_drop (office, client, file, NULL, NULL, &error), ==, CRM_DROP_NOTHING);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_UNIQUE);
  g_clear_error (&error);
  assert_counts (office, 2, 1);
  remove_file (file);

  /* What is no letter lies there as a file; without a card it has no place. */
  file = make_file ("broken.eml", "no letter at all", 16);
  g_assert_cmpint (crm_drop (office, 0, file, NULL, NULL, &error), ==, CRM_DROP_NOTHING);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (crm_drop (office, client, file, NULL, NULL, NULL), ==, CRM_DROP_UNREAD);
  remove_file (file);
  g_test_log_set_fatal_handler (not_of_gsf, NULL);
  file = make_file ("Letter.MSG", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
  g_assert_cmpint (crm_drop (office, client, file, NULL, NULL, NULL), ==, CRM_DROP_UNREAD);
  assert_counts (office, 4, 1);
  remove_file (file);
  office_test_close (office);
}

/* --- The timeline ----------------------------------------------------------------------------- */

static gboolean
check_timeline (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 client = office_test_client (txn, "Alfa", CRM_LANG_RO);
  gint64 deal = office_test_deal (txn, client);
  CrmJotting call = { .kind = "call",
                      .direction = "out",
                      .note = "Wants ten chairs\nand a table",
                      .phone = "022 123 456",
                      .outcome = "reached",
                      .duration = 125,
                      .next_title = "Send the offer",
                      .next_due = "2026-02-12" };
  gint64 event = crm_client_jot (txn, client, &call, error);
  g_autoptr (CrmRecord) jotted = NULL;
  g_autoptr (GPtrArray) all = NULL;
  CrmMoment last;
  gboolean more;
  guint n_calls = 0, n_tasks = 0, n_comments = 0, n_deals = 0;

  g_assert_cmpint (event, !=, 0);
  jotted = office_test_get (txn, "event", event);
  g_assert_cmpstr (crm_record_get_text (jotted, "subject"), ==, "Wants ten chairs");
  g_assert_cmpint (crm_record_get_int (jotted, "duration"), ==, 125);
  g_assert_true (crm_comment_add (txn, deal, "Give them a discount", error));
  all = crm_happenings_read (txn, client, NULL, 50, &last, &more, error);
  g_assert_false (more);
  for (guint i = 0; i < all->len; i++) {
    const CrmHappening *one = all->pdata[i];

    n_calls += g_str_equal (one->kind, "call");
    n_tasks += g_str_equal (one->kind, "task");
    n_comments += g_str_equal (one->kind, "comment") && one->at_record == deal;
    n_deals += g_str_equal (one->kind, "deal");
    if (g_str_equal (one->kind, "call"))
      g_assert_nonnull (strstr (one->detail, "and a table"));
  }
  g_assert_cmpuint (n_calls, ==, 1);
  g_assert_cmpuint (n_tasks, ==, 1);
  g_assert_cmpuint (n_comments, ==, 1);
  g_assert_cmpuint (n_deals, ==, 1);

  return TRUE;
}

/* On the card of a deal stands what is about it, and nothing else of its client's. */
static gboolean
check_deal_timeline (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 client = office_test_client (txn, "Alfa", CRM_LANG_RO);
  gint64 deal = office_test_deal (txn, client);
  CrmJotting other = { .kind = "call", .note = "About something else" };
  CrmJotting call = { .kind = "call", .note = "About it", .about = deal, .next_title = "Go on" };
  g_autoptr (CrmSchema) schema = crm_schema_ref (crm_txn_get_schema (txn));
  g_autoptr (GPtrArray) all = NULL;
  CrmMoment last;
  gboolean more;

  g_assert_cmpint (crm_client_jot (txn, client, &other, error), !=, 0);
  g_assert_cmpint (crm_client_jot (txn, client, &call, error), !=, 0);
  g_assert_true (crm_comment_add (txn, deal, "Give them a discount", error));
  all = crm_happenings_read (txn, deal, NULL, 50, &last, &more, error);
  g_assert_no_error (*error);
  /* The call, its task, and what was said. */
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_true (crm_happening_suits (schema, crm_schema_find (schema, "deal")));
  g_assert_true (crm_happening_suits (schema, crm_schema_find (schema, "party")));
  g_assert_false (crm_happening_suits (schema, crm_schema_find (schema, "product")));

  return TRUE;
}

static void
test_deal_timeline (void)
{
  office_test_in ("MD", check_deal_timeline);
}

static void
test_timeline (void)
{
  office_test_in ("MD", check_timeline);
}

/* --- Needs ------------------------------------------------------------------------------------ */

static gboolean
check_needs (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 client = office_test_client (txn, "Alfa", CRM_LANG_RO);
  g_autoptr (CrmQuery) query = crm_query_new ("survey");
  g_autoptr (CrmRecord) survey = crm_txn_first (txn, query, error);
  gint64 question;
  g_autoptr (CrmRecord) answer = NULL;
  g_autoptr (CrmRecord) potential = crm_txn_new (txn, "potential");
  g_autofree char *message = NULL;

  g_assert_cmpuint (crm_record_get_lines (survey, "questions")->len, >=, 5);
  question = crm_record_get_id (crm_record_get_lines (survey, "questions")->pdata[0]);
  g_assert_true (
    crm_survey_answer (txn, client, crm_record_get_id (survey), question, "Chairs", error));
  g_assert_true (
    crm_survey_answer (txn, client, crm_record_get_id (survey), question, "Tables", error));
  g_assert_cmpint (office_test_count (txn, "answer"), ==, 1);
  answer = office_test_find (txn, "answer", "text", "Tables");
  g_assert_cmpstr (crm_record_get_text (answer, "question"), !=, "");
  g_assert_true (crm_survey_answer (txn, client, crm_record_get_id (survey), question, "", error));
  g_assert_cmpint (office_test_count (txn, "answer"), ==, 0);
  g_assert_false (crm_survey_answer (txn, client, crm_record_get_id (survey), 77, "x", NULL));

  crm_record_set_int (potential, "client", client);
  crm_record_set_int (potential, "amount", 100000);
  crm_record_set_text (potential, "period", "month");
  office_test_save (txn, potential);
  g_assert_cmpstr (crm_record_get_text (potential, "currency"), ==, "MDL");
  g_assert_cmpint (crm_potential_yearly (potential), ==, 1200000);
  crm_record_set_int (potential, "amount", -1);
  message = office_test_save_refused (txn, potential, CRM_ERROR_INVALID);

  return TRUE;
}

static void
test_needs (void)
{
  office_test_in ("MD", check_needs);
}

/* --- People of organisations ------------------------------------------------------------------ */

static gint64
add_party (CrmTxn *txn, const char *kind, const char *name)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");

  crm_record_set_text (record, "kind", kind);
  crm_record_set_text (record, "name", name);
  office_test_save (txn, record);

  return crm_record_get_id (record);
}

static void
join (CrmTxn *txn, gint64 person, gint64 organisation)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "affiliation");

  crm_record_set_int (record, "person", person);
  crm_record_set_int (record, "organisation", organisation);
  office_test_save (txn, record);
}

/* People work in several organisations, and two organisations may share the same two people. */
static gboolean
check_ring (CrmTxn *txn, gpointer data, GError **error)
{
  g_autofree char *name = g_strnfill (300, 'x');
  gint64 ion = add_party (txn, "person", "Ion");
  gint64 ana = add_party (txn, "person", "Ana");
  gint64 alfa = add_party (txn, "organisation", "Alfa");
  gint64 beta = add_party (txn, "organisation", name);

  join (txn, ion, alfa);
  join (txn, ion, beta);
  join (txn, ana, beta);
  join (txn, ana, alfa);
  g_assert_cmpint (office_test_count (txn, "affiliation"), ==, 4);

  return TRUE;
}

static void
test_ring (void)
{
  office_test_in ("MD", check_ring);
}

static void
test_names (void)
{
  static const char *const cases[][2] = {
    { "plan.pdf", "plan.pdf" },     { "../../etc/passwd", "_._.._etc_passwd" },
    { "a:b*c?.txt", "a_b_c_.txt" }, { "", "file" },
    { "\x01\x02", "file" },         { "счёт №1.pdf", "счёт №1.pdf" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *clean = crm_attachment_clean_name (cases[i][0]);

    g_assert_cmpstr (clean, ==, cases[i][1]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/beside/talk", test_talk);
  g_test_add_func ("/office/beside/files", test_files);
  g_test_add_func ("/office/beside/large-file", test_large_file);
  g_test_add_func ("/office/beside/letters", test_letters);
  g_test_add_func ("/office/beside/timeline", test_timeline);
  g_test_add_func ("/office/beside/deal-timeline", test_deal_timeline);
  g_test_add_func ("/office/beside/needs", test_needs);
  g_test_add_func ("/office/beside/ring", test_ring);
  g_test_add_func ("/office/beside/names", test_names);

  return g_test_run ();
}
