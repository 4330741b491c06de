/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/shell/crm-application.h"

G_BEGIN_DECLS

/* Starts GTK for a test of windows; warnings end it. */
void ui_test_init (int *argc, char ***argv);

/* A new office in Moldova, and one that is full of invented records. (transfer full) */
CrmOffice *ui_test_office (void);
CrmOffice *ui_test_demo (guint clients);

/* A window that shows the office, and takes it over. */
CrmWindow *ui_test_window (CrmOffice *office);
/* Closes it, and drains what is still on its way. */
void ui_test_close (CrmWindow *window);

/* Runs the main loop until the function says so; a test that waits half a minute has failed. */
typedef gboolean (*UiTestUntil) (gpointer data);
void ui_test_wait (UiTestUntil until, gpointer data);
/* Until nothing more happens. */
void ui_test_settle (void);

/* The room, once its list has been read. */
CrmRoomPage *ui_test_room (CrmWindow *window, const char *entity);
guint ui_test_n_rows (CrmRoomPage *page);
/* Chooses the row and waits for its card. */
CrmDraft *ui_test_choose (CrmRoomPage *page, guint position);
/* Waits until the card's record is saved. */
void ui_test_saved (CrmRoomPage *page);

/* The first widget of the type inside another; NULL when there is none. */
GtkWidget *ui_test_find (GtkWidget *root, GType type);
/* All of them. */
void ui_test_gather (GtkWidget *root, GType type, GPtrArray *found);
/* The editor of a field, in the card of a page. */
GtkWidget *ui_test_editor (GtkWidget *root, const char *field);
/* Types into an editor as a person does, without leaving it. */
void ui_test_type (GtkWidget *editor, const char *text);

/* --- As another test would use the store ------------------------------------------------------ */

gint64 ui_test_add_client (CrmOffice *office, const char *name);
/* The text of a field as it is stored. (transfer full) */
char *ui_test_stored (CrmOffice *office, const char *entity, gint64 id, const char *field);
guint ui_test_n_lines (CrmOffice *office, const char *entity, gint64 id, const char *lines);
gint64 ui_test_count (CrmOffice *office, const char *entity);
gint64 ui_test_count_where (CrmOffice *office, const char *entity, const char *where);
/* How many records a picker would offer for the words. */
guint ui_test_n_offered (CrmOffice *office, const char *entity, const char *words);

/* A picture of a widget at twice its size, as PNG. */
void crm_test_screenshot (GtkWidget *widget, const char *path);

G_END_DECLS
