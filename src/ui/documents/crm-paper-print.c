/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/documents/crm-paper-print.h"

/* Paper sizes of printers differ from those of standards by less. */
#define SIZE_TOLERANCE_PT 3.0

typedef struct {
  CrmPaper *paper;
  CrmDesk *desk;
} Printing;

static void
printing_free (gpointer data, GClosure *closure)
{
  Printing *printing = data;

  crm_paper_unref (printing->paper);
  g_object_unref (printing->desk);
  g_free (printing);
}

/* The standard paper of this size, so that printers know it by its name. */
static GtkPaperSize *
paper_size (double width, double height)
{
  static const char *const names[] = { GTK_PAPER_NAME_A4, GTK_PAPER_NAME_A3, GTK_PAPER_NAME_A5,
                                       GTK_PAPER_NAME_LETTER, GTK_PAPER_NAME_LEGAL };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GtkPaperSize) size = gtk_paper_size_new (names[i]);

    if (ABS (gtk_paper_size_get_width (size, GTK_UNIT_POINTS) - width) < SIZE_TOLERANCE_PT &&
        ABS (gtk_paper_size_get_height (size, GTK_UNIT_POINTS) - height) < SIZE_TOLERANCE_PT)
      return g_steal_pointer (&size);
  }

  return gtk_paper_size_new_custom ("paper", "paper", width, height, GTK_UNIT_POINTS);
}

static void
set_up_page (CrmPaper *paper, guint page, GtkPageSetup *setup)
{
  g_autoptr (GtkPaperSize) size = NULL;
  double width;
  double height;

  crm_paper_get_page_size (paper, page, &width, &height);
  size = paper_size (MIN (width, height), MAX (width, height));
  gtk_page_setup_set_paper_size (setup, size);
  gtk_page_setup_set_orientation (setup, width > height ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                                        : GTK_PAGE_ORIENTATION_PORTRAIT);
}

static void
on_request_page_setup_cb (GtkPrintOperation *operation,
                          GtkPrintContext *context,
                          int page,
                          GtkPageSetup *setup,
                          Printing *printing)
{
  set_up_page (printing->paper, (guint)page, setup);
}

static void
on_draw_page_cb (GtkPrintOperation *operation,
                 GtkPrintContext *context,
                 int page,
                 Printing *printing)
{
  crm_paper_draw (printing->paper, (guint)page, gtk_print_context_get_cairo_context (context));
}

static void
on_done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, Printing *printing)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  crm_desk_report (printing->desk, error);
}

void
crm_paper_print (CrmPaper *paper, const char *name, GtkWindow *parent, CrmDesk *desk)
{
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GtkPageSetup) setup = NULL;
  Printing *printing;

  g_return_if_fail (paper != NULL);
  g_return_if_fail (CRM_IS_DESK (desk));

  printing = g_new (Printing, 1);
  printing->paper = crm_paper_ref (paper);
  printing->desk = g_object_ref (desk);
  setup = gtk_page_setup_new ();
  set_up_page (paper, 0, setup);
  operation = gtk_print_operation_new ();
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_n_pages (operation, (int)crm_paper_get_n_pages (paper));
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_signal_connect (operation, "request-page-setup", G_CALLBACK (on_request_page_setup_cb),
                    printing);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page_cb), printing);
  g_signal_connect_data (operation, "done", G_CALLBACK (on_done_cb), printing, printing_free, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}
