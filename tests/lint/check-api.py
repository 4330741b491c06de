#!/usr/bin/env -S python3 -B
"""Debian 12 is the floor: GLib 2.74, GTK 4.8, libadwaita 1.2. Names the newer calls and what to use instead."""

import re

import csource

INSTEAD = (
    # GTK
    (r"GtkFile(Dialog|Launcher)|gtk_file_(dialog|launcher)_", "GtkFileChooserNative; gtk_show_uri"),
    (r"GtkAlertDialog|gtk_alert_dialog_", "AdwMessageDialog"),
    (r"AdwAlertDialog|adw_alert_dialog_|adw_message_dialog_choose",
     "AdwMessageDialog and its \"response\" signal"),
    (r"Gtk(Color|Font)Dialog|gtk_(color|font)_dialog_", "GtkColorButton, GtkFontButton"),
    (r"GtkPrintDialog|GtkPrintSetup|gtk_print_dialog_", "GtkPrintOperation"),
    (r"GtkUriLauncher|gtk_uri_launcher_", "gtk_show_uri"),
    (r"GtkColumnViewSorter|gtk_column_view_sorter_|get_primary_sort_column", "a sort probe"),
    (r"gtk_(column|list|grid)_view_scroll_to|GtkScrollInfo|gtk_scroll_info_",
     "the action list.scroll-to-item of the inner list view"),
    (r"GtkSectionModel|gtk_section_model_|GtkListHeader|gtk_list_header_|section-sorter"
     r"|gtk_(list_view|drop_down)_set_header_factory|header-factory",
     "a leading group column, or a list per group"),
    (r"GtkColumnView(Row|Cell)\b|gtk_column_view_(row|cell)_|gtk_column_view_set_row_factory|row-factory",
     "per-column factories with GtkListItem"),
    (r"gtk_column_view_column_[gs]et_id|gtk_column_view_set_tab_behavior|tab-behavior", "a table from column to our id"),
    (r"gtk_list_item_set_(accessible_label|accessible_description|focusable)",
     "gtk_accessible_update_property on the cell's child"),
    (r"gtk_filter_list_model_set_watch_items|watch-items", "items-changed for the row, or a new query"),
    (r"gtk_search_entry_set_placeholder_text", "g_object_set (entry, \"placeholder-text\", …)"),
    (r"gtk_css_provider_load_from_(string|bytes)", "gtk_css_provider_load_from_resource"),
    (r"gtk_drop_down_set_search_match_mode|search-match-mode", "GtkDropDown:enable-search with an expression"),
    (r"gtk_accessible_announce|ROLE_TOGGLE_BUTTON", "AdwToast; the button role"),
    (r"gtk_calendar_set_(day|month|year|date)\b", "gtk_calendar_select_day"),
    (r"gtk_string_list_find", "a loop of one's own"),
    (r"gtk_widget_get_color\b", "gtk_style_context_get_color"),
    (r"gtk_widget_set_tooltip_(text|markup)", "crm_spoken_set_tooltip, which does not ask the display"),
    # libadwaita
    (r"Adw(Navigation|NavigationSplit|OverlaySplit)(View|Page)|Adw(Overlay|Navigation)SplitView"
     r"|adw_(navigation|overlay_split)_",
     "AdwLeaflet, AdwFlap"),
    (r"AdwToolbarView|adw_toolbar_view_", "a GtkBox: header bar, content, action bar"),
    (r"AdwBreakpoint|adw_breakpoint_", "AdwLeaflet or AdwFlap, which fold by themselves"),
    (r"AdwSwitchRow|adw_switch_row_", "AdwActionRow with a GtkSwitch"),
    (r"AdwSpinRow|adw_spin_row_", "AdwActionRow with a GtkSpinButton"),
    (r"AdwButtonRow|adw_button_row_", "an activatable AdwActionRow"),
    (r"AdwToggleGroup|AdwToggle\b|adw_toggle_", "linked GtkToggleButtons"),
    (r"AdwInlineViewSwitcher|adw_inline_view_switcher_", "AdwViewSwitcher"),
    (r"adw_expander_row_add_suffix", "adw_expander_row_add_action"),
    (r"adw_combo_row_set_(enable_search|search_match_mode|header_factory)",
     "AdwActionRow with a GtkDropDown"),
    (r"adw_action_row_set_subtitle_selectable|subtitle-selectable", "a selectable GtkLabel as suffix"),
    (r"adw_entry_row_([gs]et_max_length|get_text_length)", "check the length on \"apply\""),
    (r"AdwBanner|adw_banner_", "GtkInfoBar in a GtkRevealer, or AdwToast"),
    (r"AdwDialog\b|adw_dialog_|AdwPreferencesDialog|adw_preferences_dialog_",
     "AdwWindow, AdwPreferencesWindow"),
    (r"AdwAboutDialog|adw_about_dialog_|adw_about_window_new_from_appdata", "AdwAboutWindow filled in C"),
    (r"adw_preferences_window_push_subpage", "adw_preferences_window_present_subpage"),
    (r"AdwTab(Overview|Button)|adw_tab_(overview|button)_", "AdwTabView and AdwTabBar"),
    (r"Adw(Spinner|WrapBox|BottomSheet|MultiLayoutView|Layout\b|ShortcutsDialog|Sidebar)"
     r"|adw_(spinner|wrap_box|bottom_sheet|multi_layout_view|shortcuts_dialog|sidebar)_",
     "GtkSpinner, GtkFlowBox, GtkPopover, AdwFlap"),
    (r"adw_toast_set_use_markup|adw_toast_overlay_dismiss_all",
     "g_markup_escape_text; dismiss the toast that was kept"),
    (r"adw_header_bar_set_show_title\b|name=\"show-title\"", "an empty GtkLabel as title widget"),
    # GLib
    (r"g_set_str\b", "g_free and g_strdup"),
    (r"g_string_free_and_steal", "g_string_free (string, FALSE)"),
    (r"g_task_set_static_name", "g_task_set_name"),
    (r"g_steal_handle_id", "copy it and write 0"),
    (r"g_ptr_array_new_(take|from_)|g_string_new_take|g_ptr_array_new_null_terminated_take",
     "g_ptr_array_add in a loop; g_string_new"),
    (r"g_assert_cmpstrv_full|g_once_init_(enter|leave)_pointer", "g_once_init_enter"),
    (r"g_log_writer_default_set_debug_domains|g_fdwalk_set_cloexec|g_clear_fd|g_autofd",
     "g_close; what GLib 2.74 has"),
    # Not of C17, or absent on msvcrt
    (r"\bstrftime\b", "g_date_time_format"),
)  # fmt: skip


def main():
    root = csource.root_from_arguments()
    report = csource.Report()
    rules = [(re.compile(r"\b(?:" + pattern + ")"), advice) for pattern, advice in INSTEAD]
    for path in csource.files(root, ["src", "tests"], (".c", ".h", ".ui")):
        text = csource.read(root, path)
        if path.endswith(".ui"):
            text = re.sub(r"<!--.*?-->", lambda m: csource.blank(m.group()), text, flags=re.DOTALL)
        else:
            text = csource.without_comments(text)
        for number, line in enumerate(text.split("\n"), 1):
            for rule, advice in rules:
                match = rule.search(line)
                if match:
                    report.say(path, number, f"not in Debian 12, or not well everywhere: {match.group()}; use {advice}")
    report.end()


main()
