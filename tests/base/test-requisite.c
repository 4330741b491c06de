/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-requisite.h"

#include "base/crm-error.h"

#include <string.h>

/* Numbers of well-known institutions, out of laws' examples and public registers. */
static const struct {
  CrmRequisite requisite;
  const char *value;
  gboolean good;
} cases[] = {
  { CRM_REQUISITE_INN, "7707083893", TRUE },
  { CRM_REQUISITE_INN, "7736207543", TRUE },
  { CRM_REQUISITE_INN, "500100732259", TRUE },
  { CRM_REQUISITE_INN, "7707083892", FALSE },
  { CRM_REQUISITE_INN, "500100732258", FALSE },
  { CRM_REQUISITE_INN, "500100732249", FALSE },
  { CRM_REQUISITE_INN, "0000000000", FALSE },
  { CRM_REQUISITE_INN, "000000000000", FALSE },
  { CRM_REQUISITE_INN, "77070838931", FALSE },
  { CRM_REQUISITE_INN, "770708389a", FALSE },
  { CRM_REQUISITE_KPP, "773601001", TRUE },
  { CRM_REQUISITE_KPP, "7736AB001", TRUE },
  { CRM_REQUISITE_KPP, "7736ab001", FALSE },
  { CRM_REQUISITE_KPP, "003601001", FALSE },
  { CRM_REQUISITE_KPP, "77360100", FALSE },
  { CRM_REQUISITE_KPP, "77360100A", FALSE },
  { CRM_REQUISITE_OGRN, "1027700132195", TRUE },
  { CRM_REQUISITE_OGRN, "1027700229193", TRUE },
  { CRM_REQUISITE_OGRN, "304500116000157", TRUE },
  { CRM_REQUISITE_OGRN, "1027700132194", FALSE },
  { CRM_REQUISITE_OGRN, "304500116000156", FALSE },
  { CRM_REQUISITE_OGRN, "2027700132195", FALSE },
  { CRM_REQUISITE_OGRN, "10277001321951", FALSE },
  { CRM_REQUISITE_OKPO, "00032537", TRUE },
  { CRM_REQUISITE_OKPO, "00032538", FALSE },
  { CRM_REQUISITE_OKPO, "0130450013", FALSE },
  { CRM_REQUISITE_OKPO, "00000000", FALSE },
  { CRM_REQUISITE_OKPO, "0003253", FALSE },
  { CRM_REQUISITE_OKPO, "0003253A", FALSE },
  { CRM_REQUISITE_BIK, "044525225", TRUE },
  { CRM_REQUISITE_BIK, "007182108", TRUE },
  { CRM_REQUISITE_BIK, "144525225", FALSE },
  { CRM_REQUISITE_BIK, "000000000", FALSE },
  { CRM_REQUISITE_BIK, "04452522", FALSE },
  { CRM_REQUISITE_RU_ACCOUNT, "30101810400000000225", TRUE },
  { CRM_REQUISITE_RU_ACCOUNT, "3010181040000000022", FALSE },
  { CRM_REQUISITE_RU_ACCOUNT, "3010181040000000022X", FALSE },
  { CRM_REQUISITE_IDNO, "1008600038413", TRUE },
  { CRM_REQUISITE_IDNO, "1008600038412", FALSE },
  { CRM_REQUISITE_IDNO, "0000000000000", FALSE },
  { CRM_REQUISITE_IDNO, "100860003841", FALSE },
  { CRM_REQUISITE_IDNP, "1008600038413", FALSE },
  { CRM_REQUISITE_IDNP, "2008600038410", TRUE },
  { CRM_REQUISITE_IDNP, "0000000000000", FALSE },
  { CRM_REQUISITE_MD_VAT, "0208713", TRUE },
  { CRM_REQUISITE_MD_VAT, "208713", FALSE },
  { CRM_REQUISITE_CUI, "18547290", TRUE },
  { CRM_REQUISITE_CUI, "RO18547290", TRUE },
  { CRM_REQUISITE_CUI, "160796", TRUE },
  { CRM_REQUISITE_CUI, "1590082", TRUE },
  { CRM_REQUISITE_CUI, "14399840", TRUE },
  { CRM_REQUISITE_CUI, "18547291", FALSE },
  { CRM_REQUISITE_CUI, "RO", FALSE },
  { CRM_REQUISITE_CUI, "0", FALSE },
  { CRM_REQUISITE_CUI, "00", FALSE },
  { CRM_REQUISITE_CUI, "12345678901", FALSE },
  { CRM_REQUISITE_CUI, "RO1854729O", FALSE },
  { CRM_REQUISITE_CNP, "1630615123457", TRUE },
  { CRM_REQUISITE_CNP, "1630615123458", FALSE },
  { CRM_REQUISITE_CNP, "0630615123457", FALSE },
  { CRM_REQUISITE_CNP, "1631315123457", FALSE },
  { CRM_REQUISITE_CNP, "1630230123457", FALSE },
  { CRM_REQUISITE_CNP, "1630615993457", FALSE },
  { CRM_REQUISITE_CNP, "163061512345", FALSE },
  { CRM_REQUISITE_RO_REG, "J40/8302/1997", TRUE },
  { CRM_REQUISITE_RO_REG, "F05/1/2003", TRUE },
  { CRM_REQUISITE_RO_REG, "C52/999999/2020", TRUE },
  { CRM_REQUISITE_RO_REG, "J2012000750528", TRUE },
  { CRM_REQUISITE_RO_REG, "J2012000750529", FALSE },
  { CRM_REQUISITE_RO_REG, "X40/8302/1997", FALSE },
  { CRM_REQUISITE_RO_REG, "J41/8302/1997", FALSE },
  { CRM_REQUISITE_RO_REG, "J40/0/1997", FALSE },
  { CRM_REQUISITE_RO_REG, "J40/8302/1989", FALSE },
  { CRM_REQUISITE_RO_REG, "J40/8302", FALSE },
  { CRM_REQUISITE_RO_REG, "J40/8302/1997/1", FALSE },
  { CRM_REQUISITE_RO_REG, "J40//1997", FALSE },
  { CRM_REQUISITE_RO_REG, "J", FALSE },
  { CRM_REQUISITE_EU_VAT, "RO18547290", TRUE },
  { CRM_REQUISITE_EU_VAT, "RO18547291", FALSE },
  { CRM_REQUISITE_EU_VAT, "DE136695976", TRUE },
  { CRM_REQUISITE_EU_VAT, "ATU13585627", TRUE },
  { CRM_REQUISITE_EU_VAT, "BE0428759497", TRUE },
  { CRM_REQUISITE_EU_VAT, "FR40303265045", TRUE },
  { CRM_REQUISITE_EU_VAT, "FRK7399859412", TRUE },
  { CRM_REQUISITE_EU_VAT, "NL004495445B01", TRUE },
  { CRM_REQUISITE_EU_VAT, "IE6433435F", TRUE },
  { CRM_REQUISITE_EU_VAT, "IE6433435OA", TRUE },
  { CRM_REQUISITE_EU_VAT, "ESX2482300W", TRUE },
  { CRM_REQUISITE_EU_VAT, "CY10259033P", TRUE },
  { CRM_REQUISITE_EU_VAT, "EL094259216", TRUE },
  { CRM_REQUISITE_EU_VAT, "LT119511515", TRUE },
  { CRM_REQUISITE_EU_VAT, "LT100001919017", TRUE },
  { CRM_REQUISITE_EU_VAT, "DE13669597", FALSE },
  { CRM_REQUISITE_EU_VAT, "DE13669597A", FALSE },
  { CRM_REQUISITE_EU_VAT, "MD1234567", FALSE },
  { CRM_REQUISITE_EU_VAT, "D", FALSE },
  /* Examples of the registry of IBAN. */
  { CRM_REQUISITE_IBAN, "MD24AG000225100013104168", TRUE },
  { CRM_REQUISITE_IBAN, "RO49AAAA1B31007593840000", TRUE },
  { CRM_REQUISITE_IBAN, "RU0304452522540817810538091310419", TRUE },
  { CRM_REQUISITE_IBAN, "UA213223130000026007233566001", TRUE },
  { CRM_REQUISITE_IBAN, "BY13NBRB3600900000002Z00AB00", TRUE },
  { CRM_REQUISITE_IBAN, "KZ86125KZT5004100100", TRUE },
  { CRM_REQUISITE_IBAN, "TR330006100519786457841326", TRUE },
  { CRM_REQUISITE_IBAN, "DE89370400440532013000", TRUE },
  { CRM_REQUISITE_IBAN, "AT611904300234573201", TRUE },
  { CRM_REQUISITE_IBAN, "BE68539007547034", TRUE },
  { CRM_REQUISITE_IBAN, "BG80BNBG96611020345678", TRUE },
  { CRM_REQUISITE_IBAN, "CH9300762011623852957", TRUE },
  { CRM_REQUISITE_IBAN, "CY17002001280000001200527600", TRUE },
  { CRM_REQUISITE_IBAN, "CZ6508000000192000145399", TRUE },
  { CRM_REQUISITE_IBAN, "DK5000400440116243", TRUE },
  { CRM_REQUISITE_IBAN, "EE382200221020145685", TRUE },
  { CRM_REQUISITE_IBAN, "ES9121000418450200051332", TRUE },
  { CRM_REQUISITE_IBAN, "FI2112345600000785", TRUE },
  { CRM_REQUISITE_IBAN, "FR1420041010050500013M02606", TRUE },
  { CRM_REQUISITE_IBAN, "GB29NWBK60161331926819", TRUE },
  { CRM_REQUISITE_IBAN, "GE29NB0000000101904917", TRUE },
  { CRM_REQUISITE_IBAN, "GR1601101250000000012300695", TRUE },
  { CRM_REQUISITE_IBAN, "HR1210010051863000160", TRUE },
  { CRM_REQUISITE_IBAN, "HU42117730161111101800000000", TRUE },
  { CRM_REQUISITE_IBAN, "IE29AIBK93115212345678", TRUE },
  { CRM_REQUISITE_IBAN, "IL620108000000099999999", TRUE },
  { CRM_REQUISITE_IBAN, "IS140159260076545510730339", TRUE },
  { CRM_REQUISITE_IBAN, "IT60X0542811101000000123456", TRUE },
  { CRM_REQUISITE_IBAN, "LT121000011101001000", TRUE },
  { CRM_REQUISITE_IBAN, "LU280019400644750000", TRUE },
  { CRM_REQUISITE_IBAN, "LV80BANK0000435195001", TRUE },
  { CRM_REQUISITE_IBAN, "MT84MALT011000012345MTLCAST001S", TRUE },
  { CRM_REQUISITE_IBAN, "NL91ABNA0417164300", TRUE },
  { CRM_REQUISITE_IBAN, "NO9386011117947", TRUE },
  { CRM_REQUISITE_IBAN, "PL61109010140000071219812874", TRUE },
  { CRM_REQUISITE_IBAN, "PT50000201231234567890154", TRUE },
  { CRM_REQUISITE_IBAN, "RS35260005601001611379", TRUE },
  { CRM_REQUISITE_IBAN, "SE4550000000058398257466", TRUE },
  { CRM_REQUISITE_IBAN, "SI56263300012039086", TRUE },
  { CRM_REQUISITE_IBAN, "SK3112000000198742637541", TRUE },
  { CRM_REQUISITE_IBAN, "MD24AG000225100013104169", FALSE },
  { CRM_REQUISITE_IBAN, "MD25AG000225100013104168", FALSE },
  { CRM_REQUISITE_IBAN, "MD24AG00022510001310416", FALSE },
  { CRM_REQUISITE_IBAN, "ZZ24AG000225100013104168", FALSE },
  { CRM_REQUISITE_IBAN, "DE8937040044053201300A", FALSE },
  { CRM_REQUISITE_IBAN, "MD", FALSE },
  { CRM_REQUISITE_IBAN, "MDXX", FALSE },
  { CRM_REQUISITE_IBAN, "md24ag000225100013104168", FALSE },
  { CRM_REQUISITE_BIC, "SABRRUMM", TRUE },
  { CRM_REQUISITE_BIC, "AGRNMD2X", TRUE },
  { CRM_REQUISITE_BIC, "AGRNMD2X885", TRUE },
  { CRM_REQUISITE_BIC, "DEUTDEFF500", TRUE },
  { CRM_REQUISITE_BIC, "SABRRUM", FALSE },
  { CRM_REQUISITE_BIC, "SABR1UMM", FALSE },
  { CRM_REQUISITE_BIC, "SABRRUMM50", FALSE },
};

static void
test_check (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gboolean good = crm_requisite_check (cases[i].requisite, cases[i].value, &error);

    if (good != cases[i].good)
      g_error ("%s %s: %s", crm_requisite_name (cases[i].requisite), cases[i].value,
               error != NULL ? error->message : "passed");
    if (!good)
      g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
}

/* A message has the name of the number as its country calls it, and the number itself. */
static void
test_messages (void)
{
  static const struct {
    CrmRequisite requisite;
    const char *value;
    const char *message;
  } messages[] = {
    { CRM_REQUISITE_INN, "7701234567",
      "ИНН 7701234567 has a wrong check digit, so a digit was mistyped. Compare it with the paper "
      "it was taken from." },
    { CRM_REQUISITE_IDNO, "123",
      "IDNO 123 has a wrong length. Compare it with the paper it was taken from." },
    { CRM_REQUISITE_IBAN, "ZZ24AG",
      "IBAN ZZ24AG begins with a country that has no such numbers. Correct its first two "
      "letters." },
    { CRM_REQUISITE_CNP, "1631315123457",
      "CNP 1631315123457 holds a date of birth that does not exist. Compare it with the paper it "
      "was taken from." },
    { CRM_REQUISITE_BIC, "12345678",
      "BIC 12345678 is not written as such a number is. Compare it with the paper it was taken "
      "from." },
    { CRM_REQUISITE_KPP, "", "КПП is empty. Fill it in." },
    { CRM_REQUISITE_KPP, NULL, "КПП is empty. Fill it in." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (messages); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (crm_requisite_check (messages[i].requisite, messages[i].value, &error));
    g_assert_cmpstr (error->message, ==, messages[i].message);
  }
}

static void
test_anything (void)
{
  g_autofree char *digits = g_strnfill (10000, '7');
  g_autofree char *letters = g_strnfill (10000, 'A');
  const char *const texts[] = { "",    " ",   "/",    "//", "///", "\377\376", "日本", "RO",   "J/",
                                "J//", "MD2", "MD24", "0",  "-1",  "٣٤٥٦٧",    digits, letters };

  for (guint requisite = 0; requisite < CRM_REQUISITE_N; requisite++) {
    for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
      g_autoptr (GError) error = NULL;

      g_assert_false (crm_requisite_check (requisite, texts[i], &error));
      g_assert_cmpuint (strlen (error->message), <, 400);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  }
}

/* The banks' own accounts at the Bank of Russia, as their sites publish them. */
static void
test_ru_account (void)
{
  static const struct {
    const char *account;
    const char *bik;
    gboolean good;
  } accounts[] = {
    { "30101810400000000225", "044525225", TRUE },  { "30101810700000000187", "044525187", TRUE },
    { "30101810200000000593", "044525593", TRUE },  { "30101810400000000225", "044525187", TRUE },
    { "30101810500000000225", "044525225", FALSE }, { "30101810400000000225", "044030653", FALSE },
    { "03100643000000017300", "004525988", TRUE },  { "3010181040000000022", "044525225", FALSE },
    { "30101810400000000225", "04452522", FALSE },  { NULL, "044525225", FALSE },
    { "30101810400000000225", NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (accounts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (crm_requisite_check_ru_account (accounts[i].account, accounts[i].bik, &error),
                     ==, accounts[i].good);
    g_assert_cmpint (error == NULL, ==, accounts[i].good);
  }
}

static void
test_names (void)
{
  CrmRequisite requisite;

  for (guint i = 0; i < CRM_REQUISITE_N; i++) {
    g_assert_true (crm_requisite_from_name (crm_requisite_name (i), &requisite));
    g_assert_cmpint (requisite, ==, i);
  }
  g_assert_cmpstr (crm_requisite_name (CRM_REQUISITE_RU_ACCOUNT), ==, "ru-account");
  g_assert_false (crm_requisite_from_name ("INN", &requisite));
  g_assert_false (crm_requisite_from_name ("", &requisite));
  g_assert_false (crm_requisite_from_name (NULL, &requisite));
}

static void
test_normalise (void)
{
  static const struct {
    CrmRequisite requisite;
    const char *text;
    const char *stored;
    const char *shown;
  } texts[] = {
    { CRM_REQUISITE_IBAN, " md24 ag00 0225 1000 1310 4168 ", "MD24AG000225100013104168",
      "MD24 AG00 0225 1000 1310 4168" },
    /* М and А of the Russian layout. */
    { CRM_REQUISITE_IBAN, "МD24АG000225100013104168", "MD24AG000225100013104168",
      "MD24 AG00 0225 1000 1310 4168" },
    { CRM_REQUISITE_IBAN, "BE68 5390-0754-7034", "BE68539007547034", "BE68 5390 0754 7034" },
    { CRM_REQUISITE_INN, "77 07 08 38 93", "7707083893", "7707083893" },
    { CRM_REQUISITE_INN, "7707083893\342\200\213\302\240\n", "7707083893", "7707083893" },
    { CRM_REQUISITE_CUI, "ro 18547290", "RO18547290", "RO18547290" },
    { CRM_REQUISITE_RO_REG, "j40/8302/1997", "J40/8302/1997", "J40/8302/1997" },
    { CRM_REQUISITE_RO_REG, "J40/8302/22.11.1997", "J40/8302/1997", "J40/8302/1997" },
    { CRM_REQUISITE_RO_REG, "J 40 / 8302 / 1997", "J40/8302/1997", "J40/8302/1997" },
    { CRM_REQUISITE_BIC, "agrnmd2x", "AGRNMD2X", "AGRNMD2X" },
    { CRM_REQUISITE_KPP, "７７３６０１００１", "773601001", "773601001" },
    { CRM_REQUISITE_INN, "", "", "" },
    { CRM_REQUISITE_INN, NULL, "", "" },
    { CRM_REQUISITE_INN, "7\377", "7\357\277\275", "7\357\277\275" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *stored = crm_requisite_normalise (texts[i].requisite, texts[i].text);
    g_autofree char *again = crm_requisite_normalise (texts[i].requisite, stored);
    g_autofree char *shown = crm_requisite_pretty (texts[i].requisite, stored);

    g_assert_cmpstr (stored, ==, texts[i].stored);
    g_assert_cmpstr (again, ==, stored);
    g_assert_cmpstr (shown, ==, texts[i].shown);
  }

  for (guint requisite = 0; requisite < CRM_REQUISITE_N; requisite++) {
    g_autofree char *shown = crm_requisite_pretty (requisite, NULL);

    g_assert_cmpstr (shown, ==, "");
  }
}

static void
test_make (void)
{
  for (guint requisite = 0; requisite < CRM_REQUISITE_N; requisite++) {
    g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

    for (guint64 seed = 0; seed < 2000; seed++) {
      guint64 spread = seed < 1000 ? seed : seed * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      g_autofree char *value = crm_requisite_make (requisite, spread);
      g_autofree char *again = crm_requisite_make (requisite, spread);
      g_autofree char *stored = crm_requisite_normalise (requisite, value);
      g_autoptr (GError) error = NULL;

      crm_requisite_check (requisite, value, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (value, ==, again);
      g_assert_cmpstr (value, ==, stored);
      /* Seeds that follow each other make different values; there are 950 banks to draw from. */
      if (seed < 900)
        g_assert_true (g_hash_table_add (seen, g_steal_pointer (&value)));
    }
  }
}

static void
test_make_iban (void)
{
  static const char *const countries[] = { "MD", "RO", "RU", "UA", "DE", "GB", "MT",
                                           "BR", "NO", "SC", "BY", "LC", "IT" };

  for (gsize i = 0; i < G_N_ELEMENTS (countries); i++) {
    for (guint64 seed = 0; seed < 200; seed++) {
      g_autofree char *iban = crm_requisite_make_iban (countries[i], seed * seed * 7919);
      g_autoptr (GError) error = NULL;

      crm_requisite_check (CRM_REQUISITE_IBAN, iban, &error);
      g_assert_no_error (error);
      g_assert_true (g_str_has_prefix (iban, countries[i]));
    }
  }
}

static void
test_make_ru_account (void)
{
  static const char *const prefixes[] = { "40702810",
                                          "40802810",
                                          "40702978",
                                          "",
                                          "407028101",
                                          "40702810012345678901",
                                          "407028100123456789012" };

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++) {
    for (guint64 seed = 0; seed < 200; seed++) {
      g_autofree char *bik = crm_requisite_make (CRM_REQUISITE_BIK, seed);
      g_autofree char *account = crm_requisite_make_ru_account (prefixes[i], bik, seed * 104729);
      g_autoptr (GError) error = NULL;

      crm_requisite_check_ru_account (account, bik, &error);
      g_assert_no_error (error);
      g_assert_cmpint (strncmp (account, prefixes[i], MIN (strlen (prefixes[i]), 8)), ==, 0);
    }
  }
}

/* Keys by 7-3-1, by 7-1-3 and by 97 find every single wrong digit. */
static void
test_one_wrong_digit (void)
{
  static const CrmRequisite keyed[] = { CRM_REQUISITE_IDNO, CRM_REQUISITE_IDNP,
                                        CRM_REQUISITE_IBAN };

  for (gsize i = 0; i < G_N_ELEMENTS (keyed); i++) {
    for (guint64 seed = 0; seed < 50; seed++) {
      g_autofree char *value = crm_requisite_make (keyed[i], seed * 7919);

      for (gsize j = 2; value[j] != '\0'; j++) {
        char right = value[j];

        for (char wrong = '0'; wrong <= '9'; wrong++) {
          value[j] = wrong;
          g_assert_cmpint (crm_requisite_check (keyed[i], value, NULL), ==, wrong == right);
        }
        value[j] = right;
      }
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/requisite/check", test_check);
  g_test_add_func ("/requisite/messages", test_messages);
  g_test_add_func ("/requisite/anything", test_anything);
  g_test_add_func ("/requisite/ru-account", test_ru_account);
  g_test_add_func ("/requisite/names", test_names);
  g_test_add_func ("/requisite/normalise", test_normalise);
  g_test_add_func ("/requisite/make", test_make);
  g_test_add_func ("/requisite/make-iban", test_make_iban);
  g_test_add_func ("/requisite/make-ru-account", test_make_ru_account);
  g_test_add_func ("/requisite/one-wrong-digit", test_one_wrong_digit);

  return g_test_run ();
}
