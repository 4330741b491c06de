/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample-context.h"

const SampleTemplate sample_templates[SAMPLE_N] = {
  { "ru.proforma.ru", "RU", "proforma", "ru", "RUB", "Счёт на оплату" },
  { "md.proforma.ro", "MD", "proforma", "ro", "MDL", "Cont de plată" },
  { "md.proforma.ru", "MD", "proforma", "ru", "MDL", "Счёт на оплату" },
  { "ro.invoice.ro", "RO", "invoice", "ro", "RON", "Factură" },
  { "ro.proforma.ro", "RO", "proforma", "ro", "RON", "Factură proformă" },
  { "eu.invoice.en", "DE", "invoice", "en", "EUR", "Invoice" },
  { "eu.proforma.en", "DE", "proforma", "en", "EUR", "Payment request" },
};

static const char *const long_name =
  "Комплект оборудования для рабочего места с доставкой, монтажом, пусконаладкой, обучением "
  "персонала и гарантийным обслуживанием в течение двух лет со дня подписания акта";

static JsonObject *
object_from (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &error);

  g_assert_no_error (error);
  return json_node_dup_object (node);
}

static void
set_amount (JsonObject *object, const char *name, gint64 value, const char *currency)
{
  JsonObject *amount = json_object_new ();

  json_object_set_int_member (amount, "v", value);
  json_object_set_string_member (amount, "c", currency);
  json_object_set_object_member (object, name, amount);
}

static JsonObject *
make_org (SampleFlags flags)
{
  JsonObject *org = object_from (
    "{\"name\":\"ООО «Ромашка» Țară\",\"full\":\"ООО «Ромашка», ИНН 7707083893, КПП 770701001, "
    "127006, г. Москва, ул. Тверская, д. 7\",\"inn\":\"7707083893\",\"kpp\":\"770701001\","
    "\"idno\":\"1003600012346\",\"vat_code\":\"DE136695976\",\"cui\":\"RO18547290\","
    "\"reg_no\":\"J40/8302/2006\",\"capital\":\"200 lei\",\"address\":\"str. Alexei Mateevici "
    "45\",\"phone\":\"+37322123456\",\"email\":\"office@example.org\","
    "\"bank\":{\"name\":\"ПАО СБЕРБАНК\",\"bic\":\"044525225\",\"corr\":\"30101810400000000225\","
    "\"account\":\"40702810138250123017\",\"iban\":\"DE89370400440532013000\","
    "\"swift\":\"DEUTDEFF\"},\"signers\":[{\"post\":\"Генеральный директор\",\"name\":\"Иванова "
    "А. П.\"},{\"post\":\"Главный бухгалтер\",\"name\":\"Петрова М. С.\"}]}");

  if (flags & SAMPLE_LOGO) {
    JsonArray *signers = json_object_get_array_member (org, "signers");

    json_object_set_string_member (org, "logo", SAMPLE_PNG);
    json_object_set_string_member (org, "stamp", SAMPLE_PNG);
    json_object_set_string_member (json_array_get_object_element (signers, 0), "sign", SAMPLE_PNG);
  }
  return org;
}

static JsonObject *
make_doc (const SampleTemplate *template, SampleFlags flags)
{
  g_autofree char *json = g_strdup_printf (
    "{\"kind\":\"%s\",\"title\":\"%s\",\"series\":\"FDT\",\"date\":\"2026-11-05\","
    "\"due\":\"2026-11-20\",\"delivery_date\":\"2026-11-03\",\"basis\":\"15 / 2026\","
    "\"note\":\"\",\"purpose\":\"Оплата № 128\",\"currency\":{\"code\":\"%s\",\"short\":\"%s\"}}",
    template->kind, template->title, template->currency, template->currency);
  JsonObject *doc = object_from (json);

  json_object_set_boolean_member (doc, "draft", (flags & SAMPLE_DRAFT) != 0);
  json_object_set_boolean_member (doc, "vat_included", (flags & SAMPLE_VAT_INCLUDED) != 0);
  if (!(flags & SAMPLE_DRAFT))
    json_object_set_string_member (doc, "number", "128");
  return doc;
}

/* Line i: quantity 1.5, price i * 100.25, every third one 5 % off; 20 % VAT on top. */
static JsonArray *
make_items (const char *currency, guint n, SampleFlags flags, gint64 *net, gint64 *discount)
{
  JsonArray *items = json_array_new ();

  for (guint i = 1; i <= n; i++) {
    JsonObject *item = json_object_new ();
    gint64 amount = ((gint64)i * 10025 * 3 + 1) / 2;
    gint64 less = (flags & SAMPLE_DISCOUNT) && i % 3 == 0 ? amount / 20 : 0;
    gint64 vat = (flags & SAMPLE_NO_VAT) ? 0 : (amount - less + 2) / 5;
    g_autofree char *name = g_strdup_printf ("Товар %u%s%s", i, flags & SAMPLE_LONG ? " " : "",
                                             flags & SAMPLE_LONG ? long_name : "");

    json_object_set_int_member (item, "n", i);
    json_object_set_string_member (item, "name", name);
    json_object_set_string_member (item, "unit", "шт.");
    json_object_set_int_member (item, "qty", 1500);
    set_amount (item, "price", (gint64)i * 1002500, currency);
    set_amount (item, "net", amount - less, currency);
    set_amount (item, "vat", vat, currency);
    set_amount (item, "sum", amount - less + vat, currency);
    if (!(flags & SAMPLE_NO_VAT))
      json_object_set_string_member (item, "vat_rate", "20%");
    if (less != 0)
      set_amount (item, "discount", less, currency);
    else
      json_object_set_null_member (item, "discount");
    json_array_add_object_element (items, item);
    *net += amount - less;
    *discount += less;
  }
  return items;
}

static JsonObject *
make_totals (const char *currency, JsonArray *items, SampleFlags flags, gint64 net, gint64 discount)
{
  JsonObject *totals = json_object_new ();
  JsonArray *rates = json_array_new ();
  gint64 vat = 0;

  for (guint i = 0; i < json_array_get_length (items); i++)
    vat += json_object_get_int_member (
      json_object_get_object_member (json_array_get_object_element (items, i), "vat"), "v");
  if (!(flags & SAMPLE_NO_VAT)) {
    JsonObject *rate = object_from ("{\"label\":\"НДС 20%\",\"rate\":\"20%\"}");

    set_amount (rate, "base", net, currency);
    set_amount (rate, "amount", vat, currency);
    json_array_add_object_element (rates, rate);
  }
  if (discount != 0) {
    set_amount (totals, "before_discount", net + discount, currency);
    set_amount (totals, "discount", discount, currency);
  }
  json_object_set_array_member (totals, "vat", rates);
  set_amount (totals, "net", net, currency);
  set_amount (totals, "vat_sum", vat, currency);
  set_amount (totals, "due", net + vat, currency);
  return totals;
}

JsonObject *
sample_context_new (const SampleTemplate *template, guint n_items, SampleFlags flags)
{
  JsonObject *context = json_object_new ();
  gint64 net = 0;
  gint64 discount = 0;
  JsonArray *items = make_items (template->currency, n_items, flags, &net, &discount);

  json_object_set_object_member (context, "doc", make_doc (template, flags));
  json_object_set_object_member (context, "org", make_org (flags));
  json_object_set_object_member (
    context, "client",
    object_from ("{\"name\":\"SA „Vântul de Nord”\",\"full\":\"АО «Северный ветер», ИНН "
                 "7830002293, г. Санкт-Петербург\",\"address\":\"str. Independenței 12\"}"));
  json_object_set_object_member (context, "totals",
                                 make_totals (template->currency, items, flags, net, discount));
  json_object_set_array_member (context, "items", items);
  return context;
}

CrmTemplate *
sample_template_load (const SampleTemplate *template)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_strconcat (template->name, ".xml", NULL);
  g_autofree char *path = g_build_filename (KONTOR_SOURCE_DIR, "data", "templates", file, NULL);
  g_autofree char *xml = NULL;
  gsize length = 0;
  CrmTemplate *loaded = NULL;

  g_file_get_contents (path, &xml, &length, &error);
  g_assert_no_error (error);
  loaded = crm_template_new (xml, (gssize)length, template->name, &error);
  g_assert_no_error (error);
  return loaded;
}

CrmPaper *
sample_paper_new (const SampleTemplate *template, guint n_items, SampleFlags flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTemplate) loaded = sample_template_load (template);
  g_autoptr (JsonObject) context = sample_context_new (template, n_items, flags);
  CrmPaper *paper = crm_paper_new (loaded, context, &error);

  g_assert_no_error (error);
  return paper;
}

CrmPaper *
sample_paper_from_text (const char *xml, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTemplate) template = crm_template_new (xml, -1, "test", &error);
  g_autoptr (JsonObject) context = NULL;
  CrmPaper *paper = NULL;

  g_assert_no_error (error);
  context = object_from (json);
  paper = crm_paper_new (template, context, &error);
  g_assert_no_error (error);
  return paper;
}

char *
sample_document (const char *body)
{
  return g_strdup_printf ("<document kind=\"act\" lang=\"en\">%s</document>", body);
}
