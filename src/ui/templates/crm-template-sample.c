/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/templates/crm-template-sample.h"

#include "office/documents/crm-document.h"

/* Not for gettext: a sample speaks the language of its template, not that of the window. */
static const struct {
  const char *mark;
  const char *words[3]; /* by CrmLang */
} words[] = {
  { "@ORG@", { "Example Ltd", "ООО «Пример»", "Exemplu SRL" } },
  { "@CLIENT@", { "Client Ltd", "ООО «Ромашка»", "Mușețel SRL" } },
  { "@ITEM1@", { "Writing desk 160 × 80", "Стол письменный 160 × 80", "Birou 160 × 80" } },
  { "@ITEM2@", { "Delivery and assembly", "Доставка и сборка", "Livrare și montaj" } },
  { "@UNIT@", { "pcs", "шт.", "buc." } },
  { "@VAT@", { "VAT", "НДС", "TVA" } },
  { "@POST1@", { "Director", "Директор", "Administrator" } },
  { "@NAME1@", { "A. Ward", "Иванова А. П.", "Ana Rusu" } },
  { "@POST2@", { "Accountant", "Главный бухгалтер", "Contabil-șef" } },
  { "@NAME2@", { "J. Quinn", "Петрова М. С.", "Maria Ceban" } },
};

static const struct {
  const char *country;
  const char *code;
  const char *words[3];
} currencies[] = {
  { "MD", "MDL", { "lei", "леев", "lei" } },
  { "RU", "RUB", { "roubles", "руб.", "ruble" } },
  { "RO", "RON", { "lei", "леев", "lei" } },
  { NULL, "EUR", { "EUR", "евро", "EUR" } },
};

typedef struct {
  char *xml;
  char *name;
  char *country;
} Sample;

static void
sample_free (gpointer data)
{
  Sample *sample = data;

  g_free (sample->xml);
  g_free (sample->name);
  g_free (sample->country);
  g_free (sample);
}

static void
fill (GString *text, CrmTemplate *template, const char *country)
{
  CrmLang lang = crm_template_get_lang (template);
  const char *kind = crm_template_get_kind (template);
  gsize at = 0;

  while (currencies[at].country != NULL && g_strcmp0 (currencies[at].country, country) != 0)
    at++;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    g_string_replace (text, words[i].mark, words[i].words[lang], 0);
  g_string_replace (text, "@CURRENCY@", currencies[at].code, 0);
  g_string_replace (text, "@SHORT@", currencies[at].words[lang], 0);
  g_string_replace (text, "@COUNTRY@", country != NULL ? country : "", 0);
  g_string_replace (text, "@KIND@", kind, 0);
  g_string_replace (text, "@TITLE@", crm_document_kind_title (kind, country, lang), 0);
}

static JsonObject *
make_context (CrmTemplate *template, const char *country, GError **error)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/org/kontor/Kontor/ui/templates/sample.json",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr (GString) text = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (bytes == NULL)
    return NULL;
  text = g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes));
  fill (text, template, country);
  node = json_from_string (text->str, error);

  return node != NULL ? json_node_dup_object (node) : NULL;
}

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Sample *sample = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTemplate) template = crm_template_new (sample->xml, -1, sample->name, &error);
  g_autoptr (JsonObject) context =
               template != NULL ? make_context (template, sample->country, &error) : NULL;
  CrmPaper *paper = context != NULL ? crm_paper_new (template, context, &error) : NULL;

  if (paper != NULL)
    g_task_return_pointer (task, paper, (GDestroyNotify)crm_paper_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
crm_template_sample_async (const char *xml,
                           const char *name,
                           const char *country,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Sample *sample;

  g_return_if_fail (xml != NULL && name != NULL);

  sample = g_new0 (Sample, 1);
  sample->xml = g_strdup (xml);
  sample->name = g_strdup (name);
  sample->country = country != NULL && *country != '\0' ? g_strdup (country) : NULL;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_template_sample_async);
  g_task_set_task_data (task, sample, sample_free);
  g_task_run_in_thread (task, make_in_thread);
}

CrmPaper *
crm_template_sample_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
