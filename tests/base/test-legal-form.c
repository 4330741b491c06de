/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-legal-form.h"

static const struct {
  const char *typed;
  const char *form; /* NULL: none is recognised */
  const char *name;
} cases[] = {
  { "ООО «Ромашка»", "ООО", "Ромашка" },
  { "ООО \"Ромашка\"", "ООО", "Ромашка" },
  { "ООО«Ромашка»", "ООО", "Ромашка" },
  { "ооо ромашка", "ООО", "ромашка" },
  { "«Ромашка», ООО", "ООО", "Ромашка" },
  { "Общество с ограниченной ответственностью «Ромашка»", "ООО", "Ромашка" },
  { "Публичное акционерное общество «Волга»", "ПАО", "Волга" },
  { "АО «Роса» и «Луг»", "АО", "«Роса» и «Луг»" },
  { "ИП Иванов Иван Иванович", "ИП", "Иванов Иван Иванович" },
  { "Индивидуальный предприниматель Иванов И. И.", "ИП", "Иванов И. И." },
  { "ТОО «Алатау»", "ТОО", "Алатау" },
  { "Alfa SRL", "SRL", "Alfa" },
  { "Alfa S.R.L.", "SRL", "Alfa" },
  { "S.C. Alfa S.R.L.", "SRL", "Alfa" },
  { "SC ALFA SRL", "SRL", "ALFA" },
  { "SRL „Alfa”", "SRL", "Alfa" },
  { "Alfa, SRL", "SRL", "Alfa" },
  { "„Alfa-Nord” S.A.", "SA", "Alfa-Nord" },
  { "Î.I. „Ion Popescu”", "ÎI", "Ion Popescu" },
  { "Întreprindere individuală Popescu", "ÎI", "Popescu" },
  { "Popescu Ion PFA", "PFA", "Popescu Ion" },
  { "Acme Ltd.", "Ltd", "Acme" },
  { "Acme, Inc.", "Inc.", "Acme" },
  { "Acme LLC", "LLC", "Acme" },
  { "Müller GmbH & Co. KG", "GmbH & Co. KG", "Müller" },
  { "Müller GmbH", "GmbH", "Müller" },
  { "Nowak Sp. z o.o.", "Sp. z o.o.", "Nowak" },
  { "Novák s.r.o.", "s.r.o.", "Novák" },
  /* None, or nothing else. */
  { "Ромашка", NULL, NULL },
  { "ООО", NULL, NULL },
  { "ООО «»", NULL, NULL },
  { "Casa sa", NULL, NULL },
  { "Ozone", NULL, NULL },
  { "Ион-Дар", NULL, NULL },
  { "Carol II", NULL, NULL },
  { "Limitedless", NULL, NULL },
  { "", NULL, NULL },
  { NULL, NULL, NULL },
};

static void
test_split (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *form = NULL;
    g_autofree char *name = NULL;
    gboolean found = crm_legal_form_split (cases[i].typed, &form, &name);

    if (found != (cases[i].form != NULL) || g_strcmp0 (form, cases[i].form) != 0 ||
        g_strcmp0 (name, cases[i].name) != 0)
      g_error ("%s: “%s” and “%s”", cases[i].typed, form, name);
  }
}

static void
test_normalise (void)
{
  static const char *const typed[][2] = {
    { "S.R.L.", "SRL" },
    { "srl", "SRL" },
    { "ооо", "ООО" },
    { "акционерное общество", "АО" },
    { "Societate cu răspundere limitată", "SRL" },
    { "Genossenschaft", "Genossenschaft" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++) {
    g_autofree char *form = crm_legal_form_normalise (typed[i][0]);

    g_assert_cmpstr (form, ==, typed[i][1]);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/legal-form/split", test_split);
  g_test_add_func ("/legal-form/normalise", test_normalise);

  return g_test_run ();
}
