/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-link.h"

#include "base/crm-text.h"

#include <string.h>

/* Where people of this region have their mail. */
static const char *const domains[] = {
  "gmail.com",  "mail.ru",    "yandex.ru", "yandex.com",  "bk.ru",       "inbox.ru",
  "list.ru",    "rambler.ru", "ya.ru",     "outlook.com", "hotmail.com", "yahoo.com",
  "icloud.com", "ukr.net",    "mail.md",   "yahoo.ro",    "live.com",    "proton.me",
};

/* --- Mail ------------------------------------------------------------------------------------- */

char *
crm_email_normalise (const char *typed)
{
  g_autofree char *clean = crm_text_clean (typed, FALSE);
  const char *text = clean;
  const char *open = strrchr (clean, '<');
  char *close = open != NULL ? strchr (open, '>') : NULL;
  const char *at;
  g_autofree char *name = NULL;
  g_autofree char *domain = NULL;

  if (close != NULL && close[1] == '\0') {
    *close = '\0';
    text = open + 1;
  }
  if (g_ascii_strncasecmp (text, "mailto:", 7) == 0)
    text += 7;
  at = strchr (text, '@');
  if (at == NULL)
    return NULL;
  name = g_strndup (text, (gsize)(at - text));
  domain = g_utf8_strdown (at + 1, -1);
  g_strstrip (name);
  g_strstrip (domain);
  /* The point that ends a sentence. */
  if (g_str_has_suffix (domain, "."))
    domain[strlen (domain) - 1] = '\0';

  return g_strconcat (name, "@", domain, NULL);
}

/* Whether one letter is missing, too many, another one, or two have changed places. */
static gboolean
is_slip (const char *typed, const char *meant)
{
  gsize n = strlen (typed);
  gsize m = strlen (meant);
  gsize same = 0;

  if (n + 1 < m || m + 1 < n)
    return FALSE;
  while (same < n && same < m && typed[same] == meant[same])
    same++;
  if (n == m)
    return g_str_equal (typed + same + (same < n), meant + same + (same < m)) ||
           (same + 1 < n && typed[same] == meant[same + 1] && typed[same + 1] == meant[same] &&
            g_str_equal (typed + same + 2, meant + same + 2));

  return n > m ? g_str_equal (typed + same + 1, meant + same)
               : g_str_equal (typed + same, meant + same + 1);
}

char *
crm_email_hint (const char *address)
{
  const char *at = address != NULL ? strrchr (address, '@') : NULL;
  const char *domain;

  if (at == NULL)
    return NULL;

  domain = at + 1;
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++) {
    if (g_str_equal (domain, domains[i]))
      return NULL;
  }
  /* In short names a letter more makes another domain: bk.ru and ok.ru are both there. */
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++) {
    if (strlen (domains[i]) > 6 && is_slip (domain, domains[i]))
      return g_strdup_printf ("%.*s%s", (int)(domain - address), address, domains[i]);
  }

  return NULL;
}

/* --- Links ------------------------------------------------------------------------------------ */

static gboolean
has_scheme (const char *text)
{
  return strstr (text, "://") != NULL || g_ascii_strncasecmp (text, "mailto:", 7) == 0 ||
         g_ascii_strncasecmp (text, "tel:", 4) == 0;
}

/* "@nick" of Telegram; five letters at the least, as it demands. */
static gboolean
is_nick (const char *text)
{
  gsize n = strlen (text);

  if (text[0] != '@' || n < 6 || n > 33)
    return FALSE;
  for (const char *p = text + 1; *p != '\0'; p++) {
    if (!g_ascii_isalnum (*p) && *p != '_')
      return FALSE;
  }

  return TRUE;
}

/* The host has no case; what follows it may have. */
static char *
lower_host (const char *text)
{
  const char *host = strstr (text, "://");
  const char *end;
  g_autofree char *lower = NULL;

  host = host != NULL ? host + 3 : text;
  end = host + strcspn (host, "/?#");
  lower = g_utf8_strdown (text, end - text);
  /* A bare slash says nothing. */
  if (g_str_equal (end, "/"))
    end++;

  return g_strconcat (lower, end, NULL);
}

char *
crm_link_normalise (const char *typed)
{
  g_autofree char *text = crm_text_clean (typed, FALSE);
  g_autofree char *full = NULL;

  if (*text == '\0')
    return g_steal_pointer (&text);
  if (is_nick (text))
    return g_strconcat ("https://t.me/", text + 1, NULL);
  if (g_ascii_strncasecmp (text, "mailto:", 7) == 0 || g_ascii_strncasecmp (text, "tel:", 4) == 0)
    return g_steal_pointer (&text);
  full = has_scheme (text) ? g_strdup (text) : g_strconcat ("https://", text, NULL);

  return lower_host (full);
}
