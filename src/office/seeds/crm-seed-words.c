/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/seeds/crm-seed.h"

/* What an office calls its own things, in its language, which need not be that of the person who
 * makes it: so these are tables by CrmLang and not translations. */

/* --- Units ------------------------------------------------------------------------------------ */

/* ОКЕИ (ОК 015-94) and UN/ECE Recommendation 20. */
static const struct {
  const char *okei;
  const char *ece;
  gboolean whole;
  const char *names[3];
  const char *short_names[3];
} units[] = {
  { "796", "H87", TRUE, { "Piece", "Штука", "Bucată" }, { "pcs", "шт.", "buc." } },
  { "839", "SET", TRUE, { "Set", "Комплект", "Set" }, { "set", "компл.", "set" } },
  { "778", "PK", TRUE, { "Pack", "Упаковка", "Pachet" }, { "pack", "упак.", "pach." } },
  { "166", "KGM", FALSE, { "Kilogram", "Килограмм", "Kilogram" }, { "kg", "кг", "kg" } },
  { "168", "TNE", FALSE, { "Tonne", "Тонна", "Tonă" }, { "t", "т", "t" } },
  { "112", "LTR", FALSE, { "Litre", "Литр", "Litru" }, { "l", "л", "l" } },
  { "006", "MTR", FALSE, { "Metre", "Метр", "Metru" }, { "m", "м", "m" } },
  { "055",
    "MTK",
    FALSE,
    { "Square metre", "Квадратный метр", "Metru pătrat" },
    { "m²", "м²", "m²" } },
  { "113", "MTQ", FALSE, { "Cubic metre", "Кубический метр", "Metru cub" }, { "m³", "м³", "m³" } },
  { "356", "HUR", FALSE, { "Hour", "Час", "Oră" }, { "h", "ч", "ore" } },
  { "359", "DAY", FALSE, { "Day", "День", "Zi" }, { "days", "дн.", "zile" } },
  { "362", "MON", FALSE, { "Month", "Месяц", "Lună" }, { "months", "мес.", "luni" } },
  { "642", "C62", FALSE, { "Service", "Услуга", "Serviciu" }, { "svc", "усл.", "serv." } },
};

gboolean
_crm_seed_units (CrmTxn *txn, CrmLang lang, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++) {
    g_autoptr (CrmRecord) record = crm_txn_new (txn, "unit");

    crm_record_set_text (record, "name", units[i].names[lang]);
    crm_record_set_text (record, "short_name", units[i].short_names[lang]);
    crm_record_set_text (record, "short_en", units[i].short_names[CRM_LANG_EN]);
    crm_record_set_text (record, "short_ru", units[i].short_names[CRM_LANG_RU]);
    crm_record_set_text (record, "short_ro", units[i].short_names[CRM_LANG_RO]);
    crm_record_set_text (record, "code", units[i].okei);
    crm_record_set_text (record, "code_ece", units[i].ece);
    crm_record_set_int (record, "whole", units[i].whole);
    if (!crm_txn_save (txn, record, error))
      return FALSE;
  }

  return TRUE;
}

/* --- Pipeline --------------------------------------------------------------------------------- */

static const char *const pipeline[] = {
  [CRM_LANG_EN] = "Sales",
  [CRM_LANG_RU] = "Продажи",
  [CRM_LANG_RO] = "Vânzări",
};

static const struct {
  const char *kind;
  int probability; /* basis points */
  int rot_days;
  const char *names[3];
} stages[] = {
  { "open", 1000, 7, { "Needs", "Выяснение потребностей", "Clarificarea nevoilor" } },
  { "open", 3000, 10, { "Offer", "Коммерческое предложение", "Ofertă" } },
  { "open", 5000, 10, { "Presentation", "Презентация", "Prezentare" } },
  { "open", 8000, 14, { "Contract", "Договор", "Contract" } },
  { "won", 10000, 0, { "Won", "Сделка состоялась", "Câștigată" } },
  { "lost", 0, 0, { "Lost", "Отказ", "Pierdută" } },
};

gboolean
_crm_seed_pipeline (CrmTxn *txn, CrmLang lang, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "pipeline");

  crm_record_set_text (record, "name", pipeline[lang]);
  crm_record_set_int (record, "rank", 1);
  if (!crm_txn_save (txn, record, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++) {
    g_autoptr (CrmRecord) stage = crm_txn_new (txn, "stage");

    crm_record_set_int (stage, "pipeline", crm_record_get_id (record));
    crm_record_set_text (stage, "name", stages[i].names[lang]);
    crm_record_set_int (stage, "rank", (gint64)i + 1);
    crm_record_set_text (stage, "kind", stages[i].kind);
    crm_record_set_int (stage, "probability", stages[i].probability);
    if (stages[i].rot_days > 0)
      crm_record_set_int (stage, "rot_days", stages[i].rot_days);
    if (!crm_txn_save (txn, stage, error))
      return FALSE;
  }

  return TRUE;
}

/* --- Causes of claims ---------------------------------------------------------------------------
 */

static const struct {
  const char *names[3];
  const char *actions[3];
} causes[] = {
  { { "Defect of manufacture", "Производственный брак", "Defect de fabricație" },
    { "Tell the maker, check the next batch on arrival.",
      "Сообщить изготовителю, проверить следующую партию при приёмке.",
      "Se anunță producătorul, lotul următor se verifică la recepție." } },
  { { "Damage in transport", "Повреждение при перевозке", "Deteriorare la transport" },
    { "Check the packing, talk to the carrier.", "Проверить упаковку, поговорить с перевозчиком.",
      "Se verifică ambalajul, se discută cu transportatorul." } },
  { { "Wrong goods", "Пересортица", "Marfă greșită" },
    { "A second person checks the order before it leaves.",
      "Второй человек сверяет заказ перед отгрузкой.",
      "O a doua persoană verifică comanda înainte de expediere." } },
  { { "Late delivery", "Задержка поставки", "Livrare întârziată" },
    { "Agree a realistic day, warn the client early.",
      "Согласовывать выполнимый срок, предупреждать клиента заранее.",
      "Se stabilește un termen realist, clientul este anunțat din timp." } },
  { { "Mistake in papers", "Ошибка в документах", "Greșeală în documente" },
    { "Check the requisites before issuing.", "Проверять реквизиты перед выставлением.",
      "Se verifică rechizitele înainte de emitere." } },
  { { "Wrong expectations", "Завышенные ожидания", "Așteptări greșite" },
    { "Describe the goods more exactly in the offer.",
      "Точнее описывать товар в коммерческом предложении.",
      "Marfa se descrie mai exact în ofertă." } },
  { { "Other", "Другая", "Alta" }, { NULL, NULL, NULL } },
};

gboolean
_crm_seed_causes (CrmTxn *txn, CrmLang lang, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (causes); i++) {
    g_autoptr (CrmRecord) record = crm_txn_new (txn, "cause");

    crm_record_set_text (record, "name", causes[i].names[lang]);
    crm_record_set_text (record, "corrective_action", causes[i].actions[lang]);
    if (!crm_txn_save (txn, record, error))
      return FALSE;
  }

  return TRUE;
}
