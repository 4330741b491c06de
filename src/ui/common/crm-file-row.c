/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-file-row.h"

#include "base/crm-day.h"
#include "office/files/crm-attachment.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>
#include <poppler.h>

/* What is larger is not read only to be looked at. */
#define LOOKED_AT_MOST (8 * 1024 * 1024)
#define SIDE           40

struct _CrmFileRow {
  GtkListBoxRow parent_instance;

  GtkWidget *picture;
  GVariant *target;
};

G_DEFINE_FINAL_TYPE (CrmFileRow, crm_file_row, GTK_TYPE_LIST_BOX_ROW)

/* --- What it looks like ----------------------------------------------------------------------- */

typedef struct {
  CrmOffice *office;
  gint64 id;
  gboolean is_pdf;
} Look;

static void
look_free (gpointer data)
{
  g_object_unref (((Look *)data)->office);
  g_free (data);
}

static GdkTexture *
texture_of_pdf (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  PopplerDocument *document = poppler_document_new_from_file (uri, NULL, NULL);
  PopplerPage *page = document != NULL ? poppler_document_get_page (document, 0) : NULL;
  g_autoptr (GObject) kept_document = (GObject *)document;
  g_autoptr (GObject) kept_page = (GObject *)page;
  g_autoptr (GBytes) bytes = NULL;
  cairo_surface_t *surface;
  cairo_t *cr;
  double width, height, scale;
  GdkTexture *texture;

  if (page == NULL)
    return NULL;
  poppler_page_get_size (page, &width, &height);
  scale = 2.0 * SIDE / MAX (MAX (width, height), 1.0);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, MAX (1, (int)(width * scale)),
                                        MAX (1, (int)(height * scale)));
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface),
                       (gsize)cairo_image_surface_get_stride (surface) *
                         (gsize)cairo_image_surface_get_height (surface));
  texture = gdk_memory_texture_new (cairo_image_surface_get_width (surface),
                                    cairo_image_surface_get_height (surface), GDK_MEMORY_DEFAULT,
                                    bytes, (gsize)cairo_image_surface_get_stride (surface));
  cairo_surface_destroy (surface);

  return texture;
}

static GdkTexture *
texture_of_picture (GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GdkPixbuf) pixbuf =
               gdk_pixbuf_new_from_file_at_scale (path, 2 * SIDE, 2 * SIDE, TRUE, NULL);

  return pixbuf != NULL ? gdk_texture_new_for_pixbuf (pixbuf) : NULL;
}

/* On a thread of its own: the bytes go through a file that is gone at once. */
static void
look_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Look *look = data;
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("kontor-XXXXXX", &stream, NULL);
  GdkTexture *texture = NULL;

  if (file != NULL && crm_attachment_save (look->office, look->id, file, cancellable, NULL))
    texture = look->is_pdf ? texture_of_pdf (file) : texture_of_picture (file);
  if (file != NULL)
    g_file_delete (file, NULL, NULL);
  g_task_return_pointer (task, texture, g_object_unref);
}

static void
on_looked_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  CrmFileRow *self = CRM_FILE_ROW (object);
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (texture != NULL && self->picture != NULL)
    gtk_image_set_from_paintable (GTK_IMAGE (self->picture), GDK_PAINTABLE (texture));
}

static void
look_at (CrmFileRow *self, CrmDesk *desk, const CrmRecord *attachment)
{
  const char *mime = crm_record_get_text (attachment, "mime");
  gboolean is_pdf = g_str_equal (mime, "application/pdf");
  g_autoptr (GTask) task = NULL;
  Look *look;

  if ((!is_pdf && !g_str_has_prefix (mime, "image/")) ||
      crm_record_get_int (attachment, "size") > LOOKED_AT_MOST)
    return;
  look = g_new (Look, 1);
  *look =
    (Look){ g_object_ref (crm_desk_get_office (desk)), crm_record_get_id (attachment), is_pdf };
  task = g_task_new (self, NULL, on_looked_cb, NULL);
  g_task_set_task_data (task, look, look_free);
  g_task_run_in_thread (task, look_in_thread);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_file_row_dispose (GObject *object)
{
  CrmFileRow *self = CRM_FILE_ROW (object);

  self->picture = NULL;
  g_clear_pointer (&self->target, g_variant_unref);

  G_OBJECT_CLASS (crm_file_row_parent_class)->dispose (object);
}

static void
crm_file_row_class_init (CrmFileRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_file_row_dispose;
}

static void
crm_file_row_init (CrmFileRow *self)
{
}

static GtkWidget *
make_words (CrmDesk *desk, const CrmRecord *attachment, const char *author)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (crm_record_get_text (attachment, "name"));
  g_autofree char *size = g_format_size ((guint64)crm_record_get_int (attachment, "size"));
  g_autofree char *when =
    crm_instant_format_relative (crm_record_get_int (attachment, "added"), crm_desk_get_now (desk),
                                 crm_desk_get_lang (desk), NULL);
  gint64 version = crm_record_get_int (attachment, "revision");
  g_autofree char *text = NULL;
  GtkWidget *more;

  /* Translators: of a file: its size, who put it there, when, which version it is. */
  text = version > 1 ? g_strdup_printf (_ ("%s · %s · %s · version %d"), size,
                                        author != NULL ? author : "—", when, (int)version)
                     : g_strdup_printf ("%s · %s · %s", size, author != NULL ? author : "—", when);
  more = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (more), 0);
  gtk_label_set_ellipsize (GTK_LABEL (more), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (more, "caption");
  gtk_widget_add_css_class (more, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), more);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);

  return box;
}

static void
add_item (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static GtkWidget *
make_menu (CrmFileRow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  add_item (menu, _ ("Open"), "file.open", self->target);
  add_item (menu, _ ("Save as…"), "file.save", self->target);
  add_item (menu, _ ("Replace with a new version…"), "file.replace", self->target);
  add_item (menu, _ ("Move to the trash"), "file.remove", self->target);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  crm_spoken_set (button, _ ("More"));

  return button;
}

GtkWidget *
crm_file_row_new (CrmDesk *desk, const CrmRecord *attachment, const char *author)
{
  CrmFileRow *self = g_object_new (CRM_TYPE_FILE_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *type = g_content_type_from_mime_type (crm_record_get_text (attachment, "mime"));
  g_autoptr (GIcon) icon =
               g_content_type_get_symbolic_icon (type != NULL ? type : "application/octet-stream");

  self->target = g_variant_ref_sink (g_variant_new ("(xs)", crm_record_get_id (attachment),
                                                    crm_record_get_text (attachment, "name")));
  self->picture = gtk_image_new_from_gicon (icon);
  gtk_image_set_pixel_size (GTK_IMAGE (self->picture), SIDE);
  gtk_box_append (GTK_BOX (box), self->picture);
  gtk_box_append (GTK_BOX (box), make_words (desk, attachment, author));
  gtk_box_append (GTK_BOX (box), make_menu (self));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  look_at (self, desk, attachment);

  return GTK_WIDGET (self);
}

GVariant *
crm_file_row_get_target (CrmFileRow *self)
{
  return self->target;
}
