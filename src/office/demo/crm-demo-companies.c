/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/demo/crm-demo-names.h"

#include <string.h>

/* --- Russian: ООО «СтройТехСнаб», АО «Северный берег» ------------------------------------------
 */

static const char *const ru_heads[] = {
  "Авто",     "Агро",   "Аква",   "Альта",  "Балт",    "Био",      "Вега",  "Вест",   "Вита",
  "Волго",    "Гео",    "Гидро",  "Гранд",  "Дельта",  "Дон",      "Евро",  "Зерно",  "Изба",
  "Инва",     "Интер",  "Кама",   "Квант",  "Клён",    "Контур",   "Крона", "Лада",   "Лес",
  "Лига",     "Люкс",   "Маш",    "Мега",   "Мел",     "Меркурий", "Метал", "Мир",    "Мост",
  "Нева",     "Норд",   "Ока",    "Омега",  "Опти",    "Орион",    "Парк",  "Пик",    "Пласт",
  "Полис",    "Пром",   "Радуга", "Регион", "Рост",    "Сапфир",   "Север", "Сигма",  "Сити",
  "Стандарт", "Стекло", "Строй",  "Тех",    "Титан",   "Торг",     "Транс", "Урал",   "Фарм",
  "Форт",     "Хлеб",   "Центр",  "Эко",    "Электро", "Энерго",   "Юг",    "Янтарь",
};

static const char *const ru_tails[] = {
  "альянс",     "база",    "веста",    "групп",   "деталь",   "дом",      "завод",   "инвест",
  "инжиниринг", "импорт",  "канал",    "класс",   "комплект", "контракт", "лайн",    "линия",
  "мастер",     "маркет",  "механика", "монтаж",  "оптика",   "опторг",   "партнёр", "плюс",
  "прибор",     "продукт", "проект",   "профиль", "резерв",   "ресурс",   "сбыт",    "связь",
  "сервис",     "система", "склад",    "снаб",    "союз",     "спектр",   "стиль",   "текстиль",
  "терминал",   "техника", "торг",     "тракт",   "трейд",    "упак",     "формат",  "хим",
  "холдинг",    "эксперт",
};

static const char *const ru_words[] = {
  "Берег",    "Вектор",  "Вершина", "Восход", "Гавань",  "Горизонт", "Дубрава", "Заря",
  "Источник", "Каскад",  "Ковчег",  "Колос",  "Компас",  "Луч",      "Маяк",    "Околица",
  "Парус",    "Перевал", "Полюс",   "Причал", "Рассвет", "Родник",   "Рубеж",   "Сады",
  "Слобода",  "Ступени", "Усадьба", "Утёс",   "Факел",   "Хутор",
};

static const char *const ru_adjectives[] = {
  "Белый",  "Большой",  "Верный",  "Дальний", "Добрый",  "Западный", "Зелёный", "Новый",
  "Первый", "Северный", "Светлый", "Синий",   "Степной", "Тихий",    "Южный",   "Ясный",
};

static const char *const ru_nouns[] = {
  "берег", "бор",  "ветер", "двор", "дом",   "квартал", "ключ", "мост",
  "мыс",   "парк", "порт",  "путь", "ручей", "сад",     "стан", "центр",
};

/* --- Romanian and Moldovan: Codru Prim SRL -----------------------------------------------------
 */

static const char *const ro_heads[] = {
  "Agro",          "Albina",   "Alfa",    "Ambient", "Arcada",   "Aurora",  "Balada",  "Brad",
  "Bucuria Verde", "Bujor",    "Calcar",  "Carpat",  "Castel",   "Cedru",   "Cetate",  "Cireș",
  "Clasic",        "Codru",    "Colina",  "Combi",   "Corund",   "Delta",   "Dornic",  "Dumbrava",
  "Eco",           "Edil",     "Electro", "Euro",    "Fagur",    "Fântâna", "Fortuna", "Galaxia",
  "Geo",           "Grâu",     "Hidro",   "Iarna",   "Inter",    "Izvor",   "Lemn",    "Lumina",
  "Lunca",         "Magnolia", "Mara",    "Meșter",  "Metal",    "Mierla",  "Moara",   "Mobila",
  "Modern",        "Molid",    "Mugur",   "Nistru",  "Nord",     "Nova",    "Nuc",     "Omega",
  "Optim",         "Orhei",    "Orizont", "Pădurea", "Panorama", "Piatra",  "Plai",    "Podgoria",
  "Prut",          "Rapid",    "Răsărit", "Roua",    "Sigma",    "Siret",   "Solar",   "Spic",
  "Stejar",        "Sud",      "Tehno",   "Terra",   "Tisa",     "Trans",   "Unic",    "Valea",
  "Vector",        "Vest",     "Viticol", "Zimbru",
};

static const char *const ro_tails[] = {
  "Agro",   "Auto",        "Bau",   "Com",     "Construct", "Consult", "Cons",
  "Design", "Distribuție", "Echip", "Energo",  "Expert",    "Farm",    "Fin",
  "Forest", "Grup",        "Impex", "Import",  "Instal",    "Invest",  "Lux",
  "Market", "Media",       "Mobil", "Montaj",  "Pan",       "Pack",    "Plast",
  "Plus",   "Prim",        "Pro",   "Proiect", "Prod",      "Service", "Stil",
  "Sistem", "Tech",        "Text",  "Tour",    "Trade",     "Trans",   "Vin",
};

/* --- English: Ashgrove Timber Ltd --------------------------------------------------------------
 */

static const char *const en_heads[] = {
  "Alder", "Amber",  "Ash",   "Beacon", "Birch", "Black", "Bright", "Brook", "Cedar", "Clear",
  "Cloud", "Copper", "Coral", "Crest",  "Dale",  "East",  "Elm",    "Ever",  "Fair",  "Fern",
  "Field", "Flint",  "Glen",  "Gold",   "Green", "Grey",  "Haven",  "Hawk",  "Hazel", "High",
  "Iron",  "Kings",  "Lake",  "Lime",   "Long",  "Maple", "Marsh",  "Mill",  "Moor",  "North",
  "Oak",   "Old",    "Pine",  "Quarry", "Raven", "Red",   "River",  "Rock",  "Rose",  "Silver",
  "South", "Spring", "Stone", "Summer", "Thorn", "West",  "White",  "Wild",  "Wind",  "Winter",
};

static const char *const en_middles[] = {
  "bank",  "bridge", "brook", "bury", "cliff", "cross", "dale", "field", "ford", "gate",
  "grove", "ham",    "haven", "hill", "holm",  "hurst", "land", "leigh", "mead", "mere",
  "moor",  "port",   "ridge", "side", "stead", "stone", "ton",  "view",  "well", "wick",
};

static const char *const en_tails[] = {
  "Bakeries",    "Catering", "Ceramics",    "Components", "Consulting", "Design",    "Electrical",
  "Engineering", "Fabrics",  "Farms",       "Foods",      "Freight",    "Furniture", "Garages",
  "Glass",       "Holidays", "Instruments", "Joinery",    "Labs",       "Lighting",  "Logistics",
  "Machines",    "Media",    "Packaging",   "Paints",     "Paper",      "Print",     "Supplies",
  "Systems",     "Textiles", "Timber",      "Tools",      "Trading",    "Wines",
};

/* Endings make one name of many: a town has more than one Codru Prim. */
static void
append_ordinal (CrmDice *dice, char *name, gsize size)
{
  char digits[16];

  if (!crm_dice_chance (dice, 22))
    return;
  g_snprintf (digits, sizeof digits, " %u", 2 + crm_dice_below (dice, 97));
  g_strlcat (name, digits, size);
}

static void
invent_russian (CrmDice *dice, CrmInventedCompany *company)
{
  gboolean joint_stock = crm_dice_chance (dice, 12);
  const char *head = crm_dice_pick (dice, ru_heads);
  const char *tail = crm_dice_pick (dice, ru_tails);
  char core[96];

  switch (crm_dice_below (dice, 6)) {
  case 0:
    g_snprintf (core, sizeof core, "%s", crm_dice_pick (dice, ru_words));
    break;
  case 1:
    g_snprintf (core, sizeof core, "%s %s", crm_dice_pick (dice, ru_adjectives),
                crm_dice_pick (dice, ru_nouns));
    break;
  case 2:
    g_snprintf (core, sizeof core, "%s-%s", head, crm_dice_pick (dice, ru_words));
    break;
  default:
    g_snprintf (core, sizeof core, "%s%s", head, tail);
    break;
  }
  append_ordinal (dice, core, sizeof core);
  company->form = joint_stock ? "АО" : "ООО";
  g_snprintf (company->name, sizeof company->name, "%s «%s»", company->form, core);
  g_snprintf (company->legal_name, sizeof company->legal_name, "%s «%s»",
              joint_stock ? "Акционерное общество" : "Общество с ограниченной ответственностью",
              core);
  crm_invent_slug (core, company->domain, sizeof company->domain);
}

static void
invent_romanian (CrmDice *dice, CrmInventedCompany *company)
{
  guint form = crm_dice_below (dice, 100);
  char core[96];

  g_snprintf (core, sizeof core, "%s %s", crm_dice_pick (dice, ro_heads),
              crm_dice_pick (dice, ro_tails));
  append_ordinal (dice, core, sizeof core);
  company->form = form < 90 ? "SRL" : "SA";
  g_snprintf (company->name, sizeof company->name, "%s %s", core, company->form);
  g_snprintf (company->legal_name, sizeof company->legal_name, "%s „%s”",
              form < 90 ? "Societatea cu Răspundere Limitată" : "Societatea pe Acțiuni", core);
  crm_invent_slug (core, company->domain, sizeof company->domain);
}

static void
invent_english (CrmDice *dice, CrmInventedCompany *company)
{
  char core[96];

  g_snprintf (core, sizeof core, "%s%s %s", crm_dice_pick (dice, en_heads),
              crm_dice_pick (dice, en_middles), crm_dice_pick (dice, en_tails));
  append_ordinal (dice, core, sizeof core);
  company->form = "Ltd";
  g_snprintf (company->name, sizeof company->name, "%s Ltd", core);
  g_snprintf (company->legal_name, sizeof company->legal_name, "%s Limited", core);
  crm_invent_slug (core, company->domain, sizeof company->domain);
}

void
crm_invent_company (CrmDice *dice, CrmNation nation, CrmLang lang, CrmInventedCompany *company)
{
  static const char *const domains[CRM_NATION_N] = {
    [CRM_NATION_MD] = ".md.example",
    [CRM_NATION_RO] = ".ro.example",
    [CRM_NATION_RU] = ".ru.example",
    [CRM_NATION_EN] = ".uk.example",
  };

  if (nation == CRM_NATION_RU)
    invent_russian (dice, company);
  else if (nation == CRM_NATION_EN)
    invent_english (dice, company);
  else
    invent_romanian (dice, company); /* the register of Moldova is in Romanian */
  g_strlcat (company->domain, domains[nation], sizeof company->domain);
}

/* --- Names as addresses ------------------------------------------------------------------------
 */

static const char *
latin_of (gunichar c)
{
  static const char *const cyrillic[] = {
    "a", "b", "v", "g", "d", "e", "zh", "z",  "i",  "y",   "k", "l", "m", "n", "o",  "p",
    "r", "s", "t", "u", "f", "h", "ts", "ch", "sh", "sch", "",  "y", "",  "e", "yu", "ya",
  };

  if (c >= 0x0430 && c <= 0x044f)
    return cyrillic[c - 0x0430];
  switch (c) {
  case 0x0451: /* ё */
    return "e";
  case 0x0103: /* ă */
  case 0x00e2: /* â */
    return "a";
  case 0x00ee: /* î */
    return "i";
  case 0x0219: /* ș */
    return "s";
  case 0x021b: /* ț */
    return "t";
  default:
    return NULL;
  }
}

void
crm_invent_slug (const char *name, char *slug, gsize size)
{
  gsize n = 0;

  for (const char *p = name; *p != '\0' && n + 5 < size; p = g_utf8_next_char (p)) {
    gunichar c = g_unichar_tolower (g_utf8_get_char (p));
    const char *latin = latin_of (c);

    if (c < 0x80 && g_ascii_isalnum ((char)c)) {
      slug[n++] = (char)c;
    } else if (latin != NULL) {
      n += g_strlcpy (slug + n, latin, size - n);
    } else if (n > 0 && slug[n - 1] != '-' && (c == ' ' || c == '-')) {
      slug[n++] = '-';
    }
  }
  while (n > 0 && slug[n - 1] == '-')
    n--;
  slug[n] = '\0';
}
