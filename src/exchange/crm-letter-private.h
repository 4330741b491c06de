/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/crm-letter.h"

G_BEGIN_DECLS

/* Bounds of a letter: of the file and of each part, of a text as it came, of parts. */
#define CRM_LETTER_MOST       (G_GINT64_CONSTANT (64) * 1024 * 1024)
#define CRM_LETTER_TEXT_MOST  (1024 * 1024)
#define CRM_LETTER_PARTS_MOST 200

/* Takes @bytes over. @name: as the letter says it, in any charset; %NULL for none. */
void _crm_letter_add_part (CrmLetter *self, const char *name, GBytes *bytes);

/* Takes over what was said of a @field; what says nothing leaves what was said before. */
void _crm_letter_take (char **field, char *said);

/* Words of a head: one line, UTF-8. (transfer full) */
char *_crm_letter_clean_words (const char *text);

/* Who wrote to whom, when and what of, by the head of RFC 5322 in @head. Leaves what it does not
 * say as it was. */
void _crm_letter_read_head_text (CrmLetter *self, const char *head);

/* A letter of RFC 5322 and MIME; one that says nothing stays empty. */
void _crm_letter_read_mime (CrmLetter *self, GFile *file);

/* A letter as Outlook keeps it, [MS-OXMSG]. FALSE: %CRM_ERROR_INVALID for what is none. @self is
 * empty. */
gboolean _crm_letter_read_outlook (CrmLetter *self, GFile *file, GError **error);

/* The text of a letter: @plain, else the words of @page, else those of @rich (RTF), cut to what a
 * person reads. Each may be %NULL. */
void _crm_letter_take_text (CrmLetter *self, const char *plain, const char *page, const char *rich);

/* What a letter says in bytes of some charset, as UTF-8: the charset it names, if it can be read
 * by that, else the one that it looks like. (transfer full) */
char *_crm_letter_decode (const char *bytes, gsize size, const char *charset);

/* The charset of a Windows code page by the name that iconv knows; %NULL for 0. (transfer full) */
char *_crm_letter_charset (guint code_page);

/* The words of a page, with a line for each paragraph, cell and item. @html is UTF-8. (transfer
 * full) */
char *_crm_html_to_text (const char *html);

/* RTF that Outlook packed, [MS-OXRTFCP], at most about @most bytes of it; %NULL when it is none.
 * (transfer full) */
char *_crm_rtf_unpack (const guint8 *bytes, gsize size, gsize most);

/* The words of an RTF text; "" when it is none. (transfer full) */
char *_crm_rtf_to_text (const char *rtf);

G_END_DECLS
