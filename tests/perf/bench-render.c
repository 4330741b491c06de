/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <time.h>

#include "render/crm-paper.h"

/*
 * A batch of invoices of twenty lines on one thread. Prints the CPU time of the process per paper:
 * machines that run this do other things too, so the wall clock says little.
 *
 * bench-render [papers] [template]
 */

#define LINES 20

static double
cpu_ms (void)
{
  return (double)clock () * 1000.0 / CLOCKS_PER_SEC;
}

static JsonNode *
amount (gint64 value)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "v");
  json_builder_add_int_value (builder, value);
  json_builder_set_member_name (builder, "c");
  json_builder_add_string_value (builder, "RUB");
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static JsonArray *
make_items (GRand *random, gint64 *net)
{
  JsonArray *items = json_array_new ();

  *net = 0;
  for (guint i = 0; i < LINES; i++) {
    JsonObject *item = json_object_new ();
    /* Names come back in a batch, as they do from a list of products; amounts do not. */
    const guint product = (guint)g_rand_int_range (random, 0, 200);
    const gint64 quantity = g_rand_int_range (random, 1, 40);
    const gint64 price = g_rand_int_range (random, 1000, 5000000);
    g_autofree char *name = g_strdup_printf (
      "Изделие № %u из каталога, исполнение %u, цвет по образцу", product, product % 7);

    json_object_set_int_member (item, "n", i + 1);
    json_object_set_string_member (item, "name", name);
    json_object_set_string_member (item, "unit", "шт.");
    json_object_set_int_member (item, "qty", quantity * 1000);
    json_object_set_member (item, "price", amount (price * 100));
    json_object_set_member (item, "net", amount (quantity * price));
    json_object_set_member (item, "vat", amount (quantity * price / 5));
    json_object_set_member (item, "sum", amount (quantity * price + quantity * price / 5));
    json_object_set_string_member (item, "vat_rate", "20%");
    json_array_add_object_element (items, item);
    *net += quantity * price;
  }
  return items;
}

static JsonObject *
make_totals (gint64 net)
{
  JsonObject *totals = json_object_new ();
  JsonArray *vat = json_array_new ();
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "label", "НДС 20%");
  json_object_set_string_member (row, "rate", "20%");
  json_object_set_member (row, "base", amount (net));
  json_object_set_member (row, "amount", amount (net / 5));
  json_array_add_object_element (vat, row);
  json_object_set_member (totals, "net", amount (net));
  json_object_set_array_member (totals, "vat", vat);
  json_object_set_member (totals, "vat_sum", amount (net / 5));
  json_object_set_member (totals, "due", amount (net + net / 5));
  return totals;
}

static JsonObject *
make_context (GRand *random, guint number)
{
  static const char *const common =
    "{\"doc\":{\"kind\":\"proforma\",\"title\":\"Счёт на оплату\",\"date\":\"2026-11-05\","
    "\"due\":\"2026-11-20\",\"basis\":\"Договор № 15 от 1 сентября 2026 г.\","
    "\"purpose\":\"Оплата по счёту\",\"currency\":{\"code\":\"RUB\",\"short\":\"руб.\"}},"
    "\"org\":{\"name\":\"ООО «Ромашка»\",\"full\":\"ООО «Ромашка», ИНН 7707083893, КПП 770701001, "
    "127006, г. Москва, ул. Тверская, д. 7\",\"inn\":\"7707083893\",\"kpp\":\"770701001\","
    "\"bank\":{\"name\":\"ПАО СБЕРБАНК, г. Москва\",\"bic\":\"044525225\","
    "\"corr\":\"30101810400000000225\",\"account\":\"40702810138250123017\"},"
    "\"signers\":[{\"post\":\"Генеральный директор\",\"name\":\"Иванова А. П.\"},"
    "{\"post\":\"Главный бухгалтер\",\"name\":\"Петрова М. С.\"}]},"
    "\"client\":{}}";
  g_autoptr (JsonNode) node = json_from_string (common, NULL);
  JsonObject *context = json_node_dup_object (node);
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autofree char *client = g_strdup_printf (
    "АО «Покупатель %u», ИНН 78300%05u, 191023, г. Санкт-Петербург, наб. реки Фонтанки, д. %u",
    number, number, number % 150);
  gint64 net = 0;

  json_object_set_string_member (json_object_get_object_member (context, "doc"), "number", text);
  json_object_set_string_member (json_object_get_object_member (context, "client"), "full", client);
  json_object_set_array_member (context, "items", make_items (random, &net));
  json_object_set_object_member (context, "totals", make_totals (net));
  return context;
}

static CrmPaper *
make_paper (CrmTemplate *template, JsonObject *context)
{
  g_autoptr (GError) error = NULL;
  CrmPaper *paper = crm_paper_new (template, context, &error);

  if (paper == NULL)
    g_error ("%s", error->message);
  if (crm_paper_get_problems (paper)[0] != NULL)
    g_error ("%s", crm_paper_get_problems (paper)[0]);
  return paper;
}

static void
bench_pdf (CrmTemplate *template, GPtrArray *contexts)
{
  double begin = cpu_ms ();
  gsize bytes = 0;

  for (guint i = 0; i < contexts->len; i++) {
    g_autoptr (CrmPaper) paper = make_paper (template, g_ptr_array_index (contexts, i));
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) pdf = crm_paper_to_pdf (paper, &error);

    if (pdf == NULL)
      g_error ("%s", error->message);
    bytes += g_bytes_get_size (pdf);
  }
  g_print ("pdf: %.2f ms CPU, %.1f KB each\n", (cpu_ms () - begin) / contexts->len,
           (double)bytes / contexts->len / 1024);
}

static void
bench_layout (CrmTemplate *template, GPtrArray *contexts)
{
  double begin = cpu_ms ();

  for (guint i = 0; i < contexts->len; i++)
    crm_paper_unref (make_paper (template, g_ptr_array_index (contexts, i)));
  g_print ("layout: %.2f ms CPU\n", (cpu_ms () - begin) / contexts->len);
}

static char *
xlsx_path (const char *dir, guint i)
{
  g_autofree char *name = g_strdup_printf ("paper-%u.xlsx", i);

  return g_build_filename (dir, name, NULL);
}

static void
bench_xlsx (CrmTemplate *template, GPtrArray *contexts)
{
  g_autofree char *dir = g_dir_make_tmp ("bench-render-XXXXXX", NULL);
  double begin = cpu_ms ();

  for (guint i = 0; i < contexts->len; i++) {
    g_autoptr (CrmPaper) paper = make_paper (template, g_ptr_array_index (contexts, i));
    g_autofree char *path = xlsx_path (dir, i);
    g_autoptr (GError) error = NULL;

    if (!crm_paper_write_xlsx (paper, path, &error))
      g_error ("%s", error->message);
  }
  g_print ("xlsx: %.2f ms CPU\n", (cpu_ms () - begin) / contexts->len);
  for (guint i = 0; i < contexts->len; i++) {
    g_autofree char *path = xlsx_path (dir, i);

    g_remove (path);
  }
  g_rmdir (dir);
}

int
main (int argc, char *argv[])
{
  const guint n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 1000;
  g_autofree char *usual =
    g_build_filename (KONTOR_SOURCE_DIR, "data", "templates", "ru.proforma.ru.xml", NULL);
  g_autofree char *xml = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTemplate) template = NULL;
  g_autoptr (GPtrArray) contexts =
               g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  if (!g_file_get_contents (argc > 2 ? argv[2] : usual, &xml, NULL, &error))
    g_error ("%s", error->message);
  template = crm_template_new (xml, -1, "bench", &error);
  if (template == NULL)
    g_error ("%s", error->message);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (contexts, make_context (random, i + 1));
  bench_layout (template, contexts);
  bench_pdf (template, contexts);
  bench_xlsx (template, contexts);
  return 0;
}
