/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-keys.h"

#include "ui/common/crm-editor.h"
#include "ui/common/crm-typing.h"

#include <string.h>

static const struct {
  guint keyval;
  GdkModifierType modifiers;
  const char *action; /* detailed */
} keys[] = {
  { GDK_KEY_n, GDK_CONTROL_MASK, "win.new" },
  { GDK_KEY_Insert, 0, "win.new" },
  { GDK_KEY_i, GDK_CONTROL_MASK, "win.accept" },
  { GDK_KEY_k, GDK_CONTROL_MASK, "win.palette" },
  { GDK_KEY_f, GDK_CONTROL_MASK, "win.find" },
  { GDK_KEY_f, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.filter" },
  { GDK_KEY_s, GDK_CONTROL_MASK, "win.save" },
  { GDK_KEY_p, GDK_CONTROL_MASK, "win.print" },
  { GDK_KEY_z, GDK_CONTROL_MASK, "win.undo" },
  { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo" },
  { GDK_KEY_y, GDK_CONTROL_MASK, "win.redo" },
  { GDK_KEY_Up, GDK_ALT_MASK, "win.step(-1)" },
  { GDK_KEY_Down, GDK_ALT_MASK, "win.step(1)" },
  { GDK_KEY_F4, GDK_CONTROL_MASK, "win.close-card" },
  { GDK_KEY_Return, GDK_CONTROL_MASK, "win.finish" },
  { GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "win.finish" },
  { GDK_KEY_F2, 0, "win.edit" },
  { GDK_KEY_F5, 0, "win.refresh" },
  { GDK_KEY_F9, 0, "win.sidebar" },
  { GDK_KEY_o, GDK_CONTROL_MASK, "win.open-office" },
  { GDK_KEY_w, GDK_CONTROL_MASK, "window.close" },
  { GDK_KEY_q, GDK_CONTROL_MASK, "app.quit" },
  { GDK_KEY_question, GDK_CONTROL_MASK, "win.show-help-overlay" },
  { GDK_KEY_Escape, 0, "win.back" },
};

/* The letters of a keyboard by the places of its keys: for one that has only, say, Russian. */
static const struct {
  guint first; /* code of the first key of a row */
  const char *letters;
} key_rows[] = {
#ifdef G_OS_WIN32
  { 'A', "abcdefghijklmnopqrstuvwxyz" },
#else
  { 24, "qwertyuiop" },
  { 38, "asdfghjkl" },
  { 52, "zxcvbnm" },
#endif
};

static guint
latin_keyval (guint keyval, guint keycode)
{
  guint lower = gdk_keyval_to_lower (keyval);
  gunichar letter = gdk_keyval_to_unicode (lower);

  if (letter < 0x80)
    return lower;
  for (guint i = 0; i < G_N_ELEMENTS (key_rows); i++) {
    guint at = keycode - key_rows[i].first;

    if (keycode >= key_rows[i].first && at < strlen (key_rows[i].letters))
      return (guint)key_rows[i].letters[at];
  }

  return lower;
}

static gboolean
activate (GtkWidget *window, const char *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!g_action_parse_detailed_name (detailed, &name, &target, NULL))
    return FALSE;

  return gtk_widget_activate_action_variant (window, name, target);
}

static gboolean
on_key_pressed_cb (GtkWidget *window, guint keyval, guint keycode, GdkModifierType state)
{
  const GdkModifierType heeded =
    GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK;
  guint latin = latin_keyval (keyval, keycode);
  GdkModifierType modifiers = state & heeded;

  if (latin == GDK_KEY_question)
    modifiers &= ~GDK_SHIFT_MASK;
  if (modifiers == GDK_CONTROL_MASK && latin >= GDK_KEY_1 && latin <= GDK_KEY_9)
    return gtk_widget_activate_action (window, "win.room-number", "i", (int)(latin - GDK_KEY_0));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].keyval == latin && keys[i].modifiers == modifiers)
      return activate (window, keys[i].action);

  return GDK_EVENT_PROPAGATE;
}

/* An entry keeps the keys of undo to itself even when it has nothing to undo. What was typed and
 * not taken is the entry's; everything else is the office's. */
static gboolean
on_key_captured_cb (GtkWidget *window, guint keyval, guint keycode, GdkModifierType state)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
  GtkWidget *editor = focus != NULL ? gtk_widget_get_ancestor (focus, CRM_TYPE_EDITOR) : NULL;
  guint latin = latin_keyval (keyval, keycode);

  /* Texts and lists would go on to the next field. */
  if ((state & GDK_CONTROL_MASK) != 0 && (keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab))
    return gtk_widget_activate_action (window, "win.step-card", "i",
                                       (state & GDK_SHIFT_MASK) != 0 ? -1 : 1);
  if (!(state & GDK_CONTROL_MASK) || (latin != GDK_KEY_z && latin != GDK_KEY_y) || editor == NULL ||
      crm_editor_is_untaken (CRM_EDITOR (editor)))
    return GDK_EVENT_PROPAGATE;
  /* What the office has made of a text is undone before anything else. */
  if (latin == GDK_KEY_z && !(state & GDK_SHIFT_MASK) &&
      crm_editor_get_draft (CRM_EDITOR (editor)) != NULL &&
      crm_typing_undo (crm_editor_get_draft (CRM_EDITOR (editor))))
    return GDK_EVENT_STOP;

  return on_key_pressed_cb (window, keyval, keycode, state);
}

void
crm_keys_add (GtkWidget *window)
{
  GtkEventController *controller = gtk_event_controller_key_new ();
  GtkEventController *capture = gtk_event_controller_key_new ();

  g_return_if_fail (GTK_IS_WINDOW (window));

  gtk_event_controller_set_propagation_phase (capture, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (capture, "key-pressed", G_CALLBACK (on_key_captured_cb), window);
  gtk_widget_add_controller (window, capture);
  g_signal_connect_swapped (controller, "key-pressed", G_CALLBACK (on_key_pressed_cb), window);
  gtk_widget_add_controller (window, controller);
}
