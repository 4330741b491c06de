/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/seeds/crm-seed.h"

/* What every client should be asked, in the office's language. */

static const char *const survey[] = {
  [CRM_LANG_EN] = "Needs of the client",
  [CRM_LANG_RU] = "Потребности клиента",
  [CRM_LANG_RO] = "Nevoile clientului",
};

static const struct {
  const char *kind;
  const char *words[3];
  const char *options[3];
} questions[] = {
  { "text",
    { "What do they buy, and for what?", "Что покупают и для чего?", "Ce cumpără și pentru ce?" },
    { NULL } },
  { "text",
    { "From whom do they buy now?", "У кого покупают сейчас?", "De la cine cumpără acum?" },
    { NULL } },
  { "choice",
    { "How often do they buy?", "Как часто покупают?", "Cât de des cumpără?" },
    { "Every week;Every month;Every quarter;Once a year;Once",
      "Каждую неделю;Каждый месяц;Каждый квартал;Раз в год;Один раз",
      "În fiecare săptămână;În fiecare lună;În fiecare trimestru;O dată pe an;O singură dată" } },
  { "choice",
    { "What matters most?", "Что для них важнее всего?", "Ce contează cel mai mult?" },
    { "Price;Quality;Time of delivery;Time to pay;Service",
      "Цена;Качество;Срок поставки;Отсрочка платежа;Обслуживание",
      "Prețul;Calitatea;Termenul de livrare;Plata amânată;Deservirea" } },
  { "text",
    { "Who decides, and who else has a say?", "Кто принимает решение и кто на него влияет?",
      "Cine decide și cine mai are un cuvânt de spus?" },
    { NULL } },
  { "yesno",
    { "Is there a budget for this year?", "Есть ли бюджет на этот год?",
      "Există un buget pentru anul acesta?" },
    { NULL } },
  { "text",
    { "What are they not content with?", "Чем недовольны?", "De ce sunt nemulțumiți?" },
    { NULL } },
};

gboolean
_crm_seed_survey (CrmTxn *txn, CrmLang lang, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "survey");

  crm_record_set_text (record, "name", survey[lang]);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++) {
    CrmRecord *line = crm_record_add_line (record, "questions");

    crm_record_set_text (line, "text", questions[i].words[lang]);
    crm_record_set_text (line, "kind", questions[i].kind);
    crm_record_set_text (line, "options", questions[i].options[lang]);
  }

  return crm_txn_save (txn, record, error);
}
