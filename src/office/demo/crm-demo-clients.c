/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/demo/crm-demo-private.h"

#include "base/crm-requisite.h"

/* Who our clients are, in a hundred, by our own country. */
static const guint shares[CRM_NATION_N][CRM_NATION_N] = {
  [CRM_NATION_MD] = { 72, 12, 10, 6 },
  [CRM_NATION_RO] = { 10, 80, 2, 8 },
  [CRM_NATION_RU] = { 6, 2, 86, 6 },
};

static CrmNation
pick_nation (CrmDemo *self)
{
  guint roll = crm_dice_below (&self->state.dice, 100);
  CrmNation nation = 0;

  while (nation + 1 < CRM_NATION_N && roll >= shares[self->home][nation])
    roll -= shares[self->home][nation++];

  return nation;
}

static CrmLang
pick_language (CrmDemo *self, CrmNation nation)
{
  switch (nation) {
  case CRM_NATION_RU:
    return CRM_LANG_RU;
  case CRM_NATION_EN:
    return CRM_LANG_EN;
  case CRM_NATION_MD: /* two languages live there side by side */
    return crm_dice_chance (&self->state.dice, 38) ? CRM_LANG_RU : CRM_LANG_RO;
  case CRM_NATION_RO:
  case CRM_NATION_N:
  default:
    return CRM_LANG_RO;
  }
}

static CrmDice *
dice_of (CrmDemo *self)
{
  return &self->state.dice;
}

/* --- Lines ------------------------------------------------------------------------------------ */

void
_crm_demo_add_address (CrmDemo *self,
                       CrmRecord *party,
                       CrmNation nation,
                       CrmLang lang,
                       const char *kind)
{
  CrmRecord *line = crm_record_add_line (party, "addresses");
  CrmInventedAddress address;

  crm_invent_address (dice_of (self), nation, lang, &address);
  crm_record_set_text (line, "kind", kind);
  crm_record_set_text (line, "line", address.line);
  crm_record_set_text (line, "city", address.city);
  crm_record_set_text (line, "postcode", address.postcode);
  crm_record_set_text (line, "region", address.region);
  crm_record_set_text (line, "country", crm_nation_country (nation));
}

static void
add_phone (CrmDemo *self, CrmRecord *party, CrmNation nation, gboolean mobile)
{
  CrmRecord *line = crm_record_add_line (party, "phones");
  char number[32];

  crm_invent_phone (dice_of (self), nation, mobile, number);
  crm_record_set_text (line, "number", number);
  crm_record_set_text (line, "kind", mobile ? "mobile" : "work");
}

static void
add_email (CrmRecord *party, const char *box, const char *domain)
{
  CrmRecord *line = crm_record_add_line (party, "emails");
  g_autofree char *address = g_strconcat (box, "@", domain, NULL);

  crm_record_set_text (line, "address", address);
  crm_record_set_text (line, "kind", "work");
}

/* A bank's codes: the same for all its clients, so they come from its place in the list. */
static void
set_bank (CrmRecord *line, CrmNation nation, guint bank)
{
  static const char *const bics[CRM_NATION_N][4] = {
    [CRM_NATION_MD] = { "NSTRMD2X", "CDRUMD2X", "BSUDMD2X", "BJRCMD2X" },
    [CRM_NATION_RO] = { "BCRPROB1", "BLUNROB1", "CRADROB1", "BDELROB1" },
    [CRM_NATION_EN] = { "MLBRGB2L", "HRVQGB2L", "KLNSGB2L", "MLBRGB2L" },
  };

  crm_record_set_text (line, "bank", crm_invent_bank (nation, bank));
  if (nation == CRM_NATION_RU) {
    g_autofree char *bik = crm_requisite_make (CRM_REQUISITE_BIK, 100 + bank);
    g_autofree char *corr = g_strdup_printf ("30101810%u00000000%s", bank + 1, bik + 6);

    crm_record_set_text (line, "bic", bik);
    crm_record_set_text (line, "corr", corr);
  } else {
    crm_record_set_text (line, "bic", bics[nation][bank]);
  }
}

void
_crm_demo_add_account (CrmDemo *self, CrmRecord *party, CrmNation nation, gboolean main)
{
  CrmRecord *line = crm_record_add_line (party, "bank_accounts");
  guint bank = crm_dice_below (dice_of (self), crm_invent_n_banks (nation));
  guint64 seed = crm_dice_next (dice_of (self)) >> 8;

  set_bank (line, nation, bank);
  if (nation == CRM_NATION_RU) {
    g_autofree char *account =
      crm_requisite_make_ru_account ("40702810", crm_record_get_text (line, "bic"), seed);

    crm_record_set_text (line, "account", account);
  } else {
    g_autofree char *iban = crm_requisite_make_iban (crm_nation_country (nation), seed);

    crm_record_set_text (line, "iban", iban);
  }
  crm_record_set_text (line, "currency", crm_nation_currency (nation));
  crm_record_set_int (line, "is_main", main);
}

/* --- Requisites ------------------------------------------------------------------------------- */

static void
set_made (CrmDemo *self, CrmRecord *party, const char *field, CrmRequisite requisite)
{
  g_autofree char *value = crm_requisite_make (requisite, crm_dice_next (dice_of (self)) >> 8);

  crm_record_set_text (party, field, value);
}

void
_crm_demo_fill_requisites (CrmDemo *self, CrmRecord *party, CrmNation nation)
{
  gboolean vat_payer = crm_dice_chance (dice_of (self), 70);

  crm_record_set_text (party, "country", crm_nation_country (nation));
  crm_record_set_text (party, "currency", crm_nation_currency (nation));
  crm_record_set_int (party, "vat_payer", vat_payer);
  switch (nation) {
  case CRM_NATION_MD:
    set_made (self, party, "idno", CRM_REQUISITE_IDNO);
    if (vat_payer)
      set_made (self, party, "vat_code", CRM_REQUISITE_MD_VAT);
    break;
  case CRM_NATION_RO: {
    g_autofree char *cui =
      crm_requisite_make (CRM_REQUISITE_CUI, crm_dice_next (dice_of (self)) >> 8);
    g_autofree char *code = g_strconcat (vat_payer ? "RO" : "", cui, NULL);

    crm_record_set_text (party, "cui", code);
    set_made (self, party, "reg_no", CRM_REQUISITE_RO_REG);
    break;
  }
  case CRM_NATION_RU:
    set_made (self, party, "inn", CRM_REQUISITE_INN);
    set_made (self, party, "kpp", CRM_REQUISITE_KPP);
    set_made (self, party, "ogrn", CRM_REQUISITE_OGRN);
    break;
  case CRM_NATION_EN:
  case CRM_NATION_N:
  default: {
    g_autofree char *number = g_strdup_printf ("%08u", crm_dice_below (dice_of (self), 99999999));

    crm_record_set_text (party, "reg_no", number);
    break;
  }
  }
}

/* --- People ----------------------------------------------------------------------------------- */

static void
set_person_name (CrmRecord *party, const CrmInventedPerson *person, CrmLang lang)
{
  g_autofree char *name =
    lang == CRM_LANG_RU && person->middle != NULL
      ? g_strdup_printf ("%s %s %s", person->family, person->given, person->middle)
      : g_strdup_printf ("%s %s", person->given, person->family);

  crm_record_set_text (party, "kind", "person");
  crm_record_set_text (party, "name", name);
  crm_record_set_text (party, "family", person->family);
  crm_record_set_text (party, "given", person->given);
  crm_record_set_text (party, "middle", person->middle);
}

static void
set_birthday (CrmDemo *self, CrmRecord *party)
{
  CrmDice *dice = dice_of (self);
  char day[16];

  g_snprintf (day, sizeof day, "%u-%02u-%02u", 1955 + crm_dice_below (dice, 48),
              1 + crm_dice_below (dice, 12), 1 + crm_dice_below (dice, 28));
  crm_record_set_text (party, "birthday", day);
}

static CrmRecord *
new_person (CrmTxn *txn, CrmDemo *self, CrmNation nation, CrmLang lang, const char *domain)
{
  CrmRecord *party = crm_txn_new (txn, "party");
  CrmInventedPerson person;
  g_autofree char *full = NULL;
  char box[64];

  crm_invent_person (dice_of (self), nation, lang, &person);
  set_person_name (party, &person, lang);
  full = g_strdup_printf ("%s %s", person.given, person.family);
  crm_invent_slug (full, box, sizeof box);
  add_phone (self, party, nation, TRUE);
  add_email (party, g_strdelimit (box, "-", '.'), domain);
  crm_record_set_text (party, "country", crm_nation_country (nation));
  crm_record_set_text (party, "language", crm_lang_code (lang));
  crm_record_set_int (party, "responsible", _crm_demo_person (self));
  crm_record_set_int (party, "is_client", 0);
  if (crm_dice_chance (dice_of (self), 30))
    set_birthday (self, party);

  return party;
}

/* A director or somebody who buys; keeps the id for the deals of this client. */
static gboolean
add_contact (CrmTxn *txn,
             CrmDemo *self,
             CrmRecord *organisation,
             CrmNation nation,
             CrmLang lang,
             const char *domain,
             GError **error)
{
  static const struct {
    const char *role;
    const char *posts[CRM_LANGS];
  } roles[] = {
    { "director", { "Managing director", "Генеральный директор", "Director general" } },
    { "accountant", { "Chief accountant", "Главный бухгалтер", "Contabil-șef" } },
    { "buyer", { "Buyer", "Менеджер по закупкам", "Manager achiziții" } },
    { "manager", { "Office manager", "Офис-менеджер", "Manager de birou" } },
    { "technician", { "Engineer", "Инженер", "Inginer" } },
  };
  g_autoptr (CrmRecord) person = new_person (txn, self, nation, lang, domain);
  g_autoptr (CrmRecord) affiliation = NULL;
  guint role = crm_dice_below (dice_of (self), G_N_ELEMENTS (roles));

  crm_record_set_text (person, "post", roles[role].posts[lang]);
  if (!crm_txn_save (txn, person, error))
    return FALSE;
  self->contact = crm_record_get_id (person);
  affiliation = crm_txn_new (txn, "affiliation");
  crm_record_set_int (affiliation, "person", self->contact);
  crm_record_set_int (affiliation, "organisation", crm_record_get_id (organisation));
  crm_record_set_text (affiliation, "role", roles[role].role);
  crm_record_set_text (affiliation, "post", roles[role].posts[lang]);
  crm_record_set_int (affiliation, "is_main", 1);

  return crm_txn_save (txn, affiliation, error);
}

/* --- Organisations ---------------------------------------------------------------------------- */

static CrmRecord *
new_organisation (CrmTxn *txn, CrmDemo *self, CrmNation nation, CrmLang lang, char domain[96])
{
  CrmRecord *party = crm_txn_new (txn, "party");
  CrmDice *dice = dice_of (self);
  CrmInventedCompany company;

  crm_invent_company (dice, nation, lang, &company);
  g_strlcpy (domain, company.domain, 96);
  crm_record_set_text (party, "kind", "organisation");
  crm_record_set_int (party, "is_client", 0);
  crm_record_set_text (party, "name", company.name);
  crm_record_set_text (party, "legal_name", company.legal_name);
  crm_record_set_text (party, "legal_form", company.form);
  crm_record_set_text (party, "language", crm_lang_code (lang));
  crm_record_set_int (party, "responsible", _crm_demo_person (self));
  _crm_demo_fill_requisites (self, party, nation);
  add_phone (self, party, nation, FALSE);
  add_email (party, "office", domain);
  _crm_demo_add_address (self, party, nation, lang, "legal");
  if (crm_dice_chance (dice, 60))
    _crm_demo_add_account (self, party, nation, TRUE);
  if (crm_dice_chance (dice, 40)) {
    g_autofree char *site = g_strconcat ("https://www.", domain, NULL);

    crm_record_set_text (party, "site", site);
  }

  return party;
}

/* Some are called at intervals, so that there is somebody whom nobody has called in time. By the
 * name and not by the dice: what is invented after it stays as it was. */
static void
set_interval (CrmRecord *party)
{
  static const int days[] = { 14, 30, 60, 90 };
  guint hash = g_str_hash (crm_record_get_text (party, "name"));

  if (hash % 4 == 0)
    crm_record_set_int (party, "touch_every", days[hash / 4 % G_N_ELEMENTS (days)]);
}

static void
set_what_they_are (CrmDemo *self, CrmRecord *party)
{
  static const char *const sources[] = {
    "site", "call", "letter", "referral", "referral", "advertising", "fair", "search", "partner",
  };
  CrmDice *dice = dice_of (self);

  crm_record_set_int (party, "is_client", 1);
  crm_record_set_text (party, "segment", _crm_demo_phrase (self, crm_demo_segments));
  crm_record_set_text (party, "source", crm_dice_pick (dice, sources));
  if (crm_dice_chance (dice, 8))
    crm_record_set_text (party, "tags", "VIP");
  if (crm_dice_chance (dice, 12))
    crm_record_set_text (party, "note", _crm_demo_phrase (self, crm_demo_notes));
  set_interval (party);
}

static void
set_signer (CrmDemo *self, CrmRecord *party, CrmNation nation, CrmLang lang)
{
  static const char *const posts[CRM_LANGS] = { "Director", "Директор", "Director" };
  CrmInventedPerson person;
  g_autofree char *name = NULL;

  crm_invent_person (dice_of (self), nation, lang, &person);
  name = g_strdup_printf ("%s %s", person.given, person.family);
  crm_record_set_text (party, "signer_post", posts[lang]);
  crm_record_set_text (party, "signer_name", name);
}

static CrmRecord *
add_private_client (CrmTxn *txn, CrmDemo *self, CrmNation nation, CrmLang lang, GError **error)
{
  g_autoptr (CrmRecord) party = new_person (txn, self, nation, lang, "mail.example");

  set_what_they_are (self, party);
  if (crm_dice_chance (dice_of (self), 60))
    _crm_demo_add_address (self, party, nation, lang, "home");

  return crm_txn_save (txn, party, error) ? g_steal_pointer (&party) : NULL;
}

CrmRecord *
_crm_demo_add_client (CrmTxn *txn, CrmDemo *self, gboolean first, GError **error)
{
  CrmNation nation = first ? self->home : pick_nation (self);
  CrmLang lang = pick_language (self, nation);
  g_autoptr (CrmRecord) party = NULL;
  char domain[96];

  self->contact = 0;
  if (!first && crm_dice_chance (dice_of (self), 15))
    return add_private_client (txn, self, nation, lang, error);

  party = new_organisation (txn, self, nation, lang, domain);
  set_what_they_are (self, party);
  if (first || crm_dice_chance (dice_of (self), 30))
    set_signer (self, party, nation, lang);
  if (first && crm_record_get_lines (party, "bank_accounts")->len == 0)
    _crm_demo_add_account (self, party, nation, TRUE);
  if (!crm_txn_save (txn, party, error))
    return NULL;
  if ((first || crm_dice_chance (dice_of (self), 71)) &&
      !add_contact (txn, self, party, nation, lang, domain, error))
    return NULL;

  return g_steal_pointer (&party);
}

gboolean
_crm_demo_add_supplier (CrmTxn *txn, CrmDemo *self, const char *role, GError **error)
{
  CrmNation nation = pick_nation (self);
  char domain[96];
  g_autoptr (CrmRecord) party =
               new_organisation (txn, self, nation, pick_language (self, nation), domain);

  crm_record_set_int (party, role, 1);

  return crm_txn_save (txn, party, error);
}
