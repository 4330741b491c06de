/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/documents/crm-context.h"

#include "model/crm-format.h"

#include <string.h>

/* Words of papers by their language, which is not that of the person: gettext is not asked. */
typedef enum {
  WORD_INN,
  WORD_KPP,
  WORD_IDNO,
  WORD_VAT_CODE,
  WORD_CUI,
  WORD_REG_NO,
  WORD_PHONE,
  WORD_HEAD,
  WORD_ACCOUNTANT,
} Word;

static const char *const words[][3] = {
  [WORD_INN] = { "INN", "ИНН", "INN" },
  [WORD_KPP] = { "KPP", "КПП", "KPP" },
  [WORD_IDNO] = { "IDNO", "IDNO", "IDNO" },
  [WORD_VAT_CODE] = { "VAT code", "код НДС", "cod TVA" },
  [WORD_CUI] = { "CUI", "CUI", "CUI" },
  [WORD_REG_NO] = { "Reg. no.", "Рег. №", "Nr. Reg. Com." },
  [WORD_PHONE] = { "tel.", "тел.", "tel." },
  [WORD_HEAD] = { "Director", "Руководитель", "Director" },
  [WORD_ACCOUNTANT] = { "Accountant", "Бухгалтер", "Contabil" },
};

/* Which numbers a company is known by on papers, in their order. */
static const struct {
  const char *field;
  Word word;
} numbers[] = {
  { "inn", WORD_INN },           { "kpp", WORD_KPP }, { "idno", WORD_IDNO },
  { "vat_code", WORD_VAT_CODE }, { "cui", WORD_CUI }, { "reg_no", WORD_REG_NO },
};

void
_crm_context_add_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, name, text);
}

void
_crm_context_add_amount (JsonObject *object, const char *name, gint64 value, const char *currency)
{
  JsonObject *amount = json_object_new ();

  json_object_set_int_member (amount, "v", value);
  json_object_set_string_member (amount, "c", currency);
  json_object_set_object_member (object, name, amount);
}

/* --- Address ---------------------------------------------------------------------------------- */

static void
append_part (GString *out, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  if (out->len > 0)
    g_string_append (out, ", ");
  g_string_append (out, text);
}

static const CrmRecord *
find_kind (const CrmRecord *party, const char *lines, const char *kind)
{
  GPtrArray *all = crm_record_get_lines (party, lines);

  for (guint i = 0; i < all->len; i++) {
    const CrmRecord *line = g_ptr_array_index (all, i);

    if (g_str_equal (crm_record_get_text (line, "kind"), kind))
      return line;
  }

  return all->len > 0 ? g_ptr_array_index (all, 0) : NULL;
}

/* Papers print the registered address; from the large to the small in Russia, the other way round
 * elsewhere. */
static char *
format_address (const CrmRecord *party)
{
  static const char *const large_first[] = { "postcode", "region", "city", "line" };
  static const char *const small_first[] = { "line", "city", "region", "postcode" };
  const CrmRecord *address = find_kind (party, "addresses", "legal");
  const char *const *order =
    g_str_equal (crm_record_get_text (party, "country"), "RU") ? large_first : small_first;
  GString *out = g_string_new (NULL);

  for (guint i = 0; address != NULL && i < G_N_ELEMENTS (large_first); i++)
    append_part (out, crm_record_get_text (address, order[i]));

  return g_string_free (out, FALSE);
}

static const char *
first_text (const CrmRecord *party, const char *lines, const char *field)
{
  GPtrArray *all = crm_record_get_lines (party, lines);

  return all->len > 0 ? crm_record_get_text (g_ptr_array_index (all, 0), field) : "";
}

/* --- Bank ------------------------------------------------------------------------------------- */

/* The currency counts more than being the main account. */
static guint
account_fitness (const CrmRecord *line, const char *currency)
{
  const char *of_account = crm_record_get_text (line, "currency");
  guint fit = crm_record_get_int (line, "is_main") != 0 ? 2 : 1;

  if (*of_account == '\0')
    return fit + 2;

  return g_strcmp0 (of_account, currency) == 0 ? fit + 4 : fit;
}

static JsonObject *
make_bank (const CrmRecord *party, const char *currency)
{
  GPtrArray *accounts = crm_record_get_lines (party, "bank_accounts");
  const CrmRecord *best = NULL;
  JsonObject *bank;
  const char *bic;

  for (guint i = 0; i < accounts->len; i++) {
    const CrmRecord *line = g_ptr_array_index (accounts, i);

    if (best == NULL || account_fitness (line, currency) > account_fitness (best, currency))
      best = line;
  }
  if (best == NULL)
    return NULL;

  bank = json_object_new ();
  bic = crm_record_get_text (best, "bic");
  _crm_context_add_text (bank, "name", crm_record_get_text (best, "bank"));
  _crm_context_add_text (bank, "bic", bic);
  if (strpbrk (bic, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != NULL)
    _crm_context_add_text (bank, "swift", bic);
  _crm_context_add_text (bank, "corr", crm_record_get_text (best, "corr"));
  _crm_context_add_text (bank, "iban", crm_record_get_text (best, "iban"));
  _crm_context_add_text (
    bank, "account",
    crm_record_get_text (best, crm_record_is_null (best, "account") ? "iban" : "account"));

  return bank;
}

/* --- People and pictures -----------------------------------------------------------------------
 */

static void
add_signer (JsonArray *signers, const char *post, const char *name)
{
  JsonObject *signer;

  if (*name == '\0')
    return;
  signer = json_object_new ();
  json_object_set_string_member (signer, "post", post);
  json_object_set_string_member (signer, "name", name);
  json_array_add_object_element (signers, signer);
}

static JsonArray *
make_signers (const CrmRecord *party, CrmLang lang)
{
  JsonArray *signers = json_array_new ();
  const char *post = crm_record_get_text (party, "signer_post");

  add_signer (signers, *post != '\0' ? post : words[WORD_HEAD][lang],
              crm_record_get_text (party, "signer_name"));
  add_signer (signers, words[WORD_ACCOUNTANT][lang],
              crm_record_get_text (party, "accountant_name"));

  return signers;
}

static void
add_picture (JsonObject *object, const CrmRecord *party, const char *field)
{
  const CrmValue *value = crm_record_get (party, field);
  g_autofree char *base64 = NULL;
  g_autofree char *text = NULL;
  gsize size;
  const guchar *data;

  if (value->kind != CRM_VALUE_BLOB)
    return;
  data = g_bytes_get_data (value->blob, &size);
  base64 = g_base64_encode (data, size);
  text = g_strconcat ("data:image/png;base64,", base64, NULL);
  json_object_set_string_member (object, field, text);
}

/* --- The whole -------------------------------------------------------------------------------- */

static const char *
official_name (const CrmRecord *party)
{
  const char *legal = crm_record_get_text (party, "legal_name");

  return *legal != '\0' ? legal : crm_record_get_text (party, "name");
}

/* Name, numbers, address and phone in one line, as papers name a party. */
static char *
make_full (const CrmRecord *party, const char *address, const char *phone, CrmLang lang)
{
  GString *out = g_string_new (official_name (party));

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    const char *number = crm_record_get_text (party, numbers[i].field);

    if (*number != '\0')
      g_string_append_printf (out, ", %s %s", words[numbers[i].word][lang], number);
  }
  append_part (out, address);
  if (*phone != '\0')
    g_string_append_printf (out, ", %s %s", words[WORD_PHONE][lang], phone);

  return g_string_free (out, FALSE);
}

static void
add_fields (JsonObject *object, const CrmRecord *party)
{
  static const char *const texts[] = {
    "country", "inn", "kpp", "ogrn", "idno", "vat_code", "cui", "reg_no", "capital", "site",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    _crm_context_add_text (object, texts[i], crm_record_get_text (party, texts[i]));
}

/* Fields that the office has added can stand on its own templates. */
static void
add_custom (JsonObject *object, const CrmRecord *party, CrmLang lang)
{
  const CrmEntity *entity = crm_record_get_entity (party);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];
    g_autofree char *text = NULL;

    if ((field->flags & CRM_FIELD_CUSTOM) == 0 || field->type == CRM_FIELD_REFERENCE)
      continue;
    text = crm_field_format (field, crm_record_get_at (party, i), NULL, NULL, lang);
    _crm_context_add_text (object, field->name, text);
  }
}

JsonObject *
_crm_context_party (const CrmRecord *party, const char *currency, CrmLang lang)
{
  JsonObject *object = json_object_new ();
  JsonObject *bank = make_bank (party, currency);
  g_autofree char *address = format_address (party);
  const char *phone = first_text (party, "phones", "number");
  g_autofree char *full = make_full (party, address, phone, lang);

  json_object_set_string_member (object, "name", official_name (party));
  json_object_set_string_member (object, "full", full);
  json_object_set_boolean_member (object, "vat_payer",
                                  crm_record_get_int (party, "vat_payer") != 0);
  add_fields (object, party);
  add_custom (object, party, lang);
  _crm_context_add_text (object, "address", address);
  _crm_context_add_text (object, "phone", phone);
  _crm_context_add_text (object, "email", first_text (party, "emails", "address"));
  if (bank != NULL)
    json_object_set_object_member (object, "bank", bank);
  json_object_set_array_member (object, "signers", make_signers (party, lang));
  add_picture (object, party, "logo");
  add_picture (object, party, "stamp");

  return object;
}
