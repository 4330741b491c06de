/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/demo/crm-demo-names.h"

/* Towns are real, so that maps find them; streets are common names without a town of their own,
 * and subscriber numbers begin with 0, where no country has a subscriber. */

typedef struct {
  const char *city;
  const char *region;
  const char *postcode; /* its first digits */
  const char *area;     /* code for calls */
} CrmTown;

static const CrmTown md_towns[] = {
  { "Chișinău", NULL, "MD-20", "22" },      { "Bălți", NULL, "MD-31", "231" },
  { "Cahul", NULL, "MD-39", "299" },        { "Ungheni", NULL, "MD-36", "236" },
  { "Orhei", NULL, "MD-35", "235" },        { "Soroca", NULL, "MD-30", "230" },
  { "Comrat", "Găgăuzia", "MD-38", "298" }, { "Hîncești", NULL, "MD-34", "269" },
  { "Edineț", NULL, "MD-46", "246" },       { "Strășeni", NULL, "MD-37", "237" },
  { "Căușeni", NULL, "MD-43", "243" },      { "Drochia", NULL, "MD-52", "252" },
  { "Ialoveni", NULL, "MD-68", "268" },     { "Florești", NULL, "MD-50", "250" },
  { "Călărași", NULL, "MD-44", "244" },     { "Cimișlia", NULL, "MD-41", "241" },
};

static const CrmTown md_towns_ru[] = {
  { "Кишинёв", NULL, "MD-20", "22" },       { "Бельцы", NULL, "MD-31", "231" },
  { "Кагул", NULL, "MD-39", "299" },        { "Унгены", NULL, "MD-36", "236" },
  { "Оргеев", NULL, "MD-35", "235" },       { "Сороки", NULL, "MD-30", "230" },
  { "Комрат", "Гагаузия", "MD-38", "298" }, { "Единцы", NULL, "MD-46", "246" },
  { "Дрокия", NULL, "MD-52", "252" },       { "Чадыр-Лунга", "Гагаузия", "MD-61", "291" },
};

static const CrmTown ro_towns[] = {
  { "București", NULL, "01", "21" },         { "Cluj-Napoca", "Cluj", "40", "264" },
  { "Iași", "Iași", "70", "232" },           { "Timișoara", "Timiș", "30", "256" },
  { "Constanța", "Constanța", "90", "241" }, { "Brașov", "Brașov", "50", "268" },
  { "Craiova", "Dolj", "20", "251" },        { "Galați", "Galați", "80", "236" },
  { "Ploiești", "Prahova", "10", "244" },    { "Oradea", "Bihor", "41", "259" },
  { "Bacău", "Bacău", "60", "234" },         { "Suceava", "Suceava", "72", "230" },
  { "Sibiu", "Sibiu", "55", "269" },         { "Arad", "Arad", "31", "257" },
  { "Botoșani", "Botoșani", "71", "231" },   { "Vaslui", "Vaslui", "73", "235" },
};

static const CrmTown ru_towns[] = {
  { "Москва", NULL, "10", "495" },
  { "Санкт-Петербург", NULL, "19", "812" },
  { "Новосибирск", "Новосибирская область", "63", "383" },
  { "Екатеринбург", "Свердловская область", "62", "343" },
  { "Казань", "Республика Татарстан", "42", "843" },
  { "Нижний Новгород", "Нижегородская область", "60", "831" },
  { "Самара", "Самарская область", "44", "846" },
  { "Ростов-на-Дону", "Ростовская область", "34", "863" },
  { "Воронеж", "Воронежская область", "39", "473" },
  { "Пермь", "Пермский край", "61", "342" },
  { "Краснодар", "Краснодарский край", "35", "861" },
  { "Уфа", "Республика Башкортостан", "45", "347" },
  { "Тула", "Тульская область", "30", "487" },
  { "Ярославль", "Ярославская область", "15", "485" },
  { "Калининград", "Калининградская область", "23", "401" },
  { "Рязань", "Рязанская область", "39", "491" },
};

static const CrmTown en_towns[] = {
  { "London", NULL, "EC", "20" },     { "Birmingham", NULL, "B", "121" },
  { "Manchester", NULL, "M", "161" }, { "Leeds", NULL, "LS", "113" },
  { "Glasgow", NULL, "G", "141" },    { "Bristol", NULL, "BS", "117" },
  { "Sheffield", NULL, "S", "114" },  { "Edinburgh", NULL, "EH", "131" },
  { "Cardiff", NULL, "CF", "29" },    { "Reading", "Berkshire", "RG", "118" },
};

static const char *const ro_streets[] = {
  "Florilor",      "Teilor",    "Livezilor",    "Izvoarelor",    "Păcii",      "Primăverii",
  "Viilor",        "Pădurii",   "Luceafărului", "Grădinilor",    "Câmpului",   "Morii",
  "Fântânilor",    "Nucilor",   "Meșterilor",   "Trandafirilor", "Stejarului", "Fabricii",
  "Gării",         "Podului",   "Zorilor",      "Plopilor",      "Salcâmilor", "Cireșilor",
  "Mesteacănului", "Albinelor",
};

static const char *const ru_streets[] = {
  "Садовая",   "Лесная",     "Полевая",    "Луговая",   "Берёзовая", "Солнечная",   "Речная",
  "Заречная",  "Вокзальная", "Мостовая",   "Заводская", "Школьная",  "Цветочная",   "Кленовая",
  "Озёрная",   "Набережная", "Северная",   "Южная",     "Степная",   "Виноградная", "Ремесленная",
  "Складская", "Мельничная", "Каштановая", "Рябиновая", "Тополиная",
};

static const char *const en_streets[] = {
  "Mill Lane",   "Station Road",  "Orchard Way",   "Meadow Close",  "Foundry Street",
  "Chapel Hill", "Bridge Street", "Willow Drive",  "Kiln Road",     "Wharf Street",
  "Quarry Lane", "Poplar Avenue", "Spinners Yard", "Tanner Street", "Millpond Road",
  "Beech Grove", "Saddlers Row",  "Harvest Road",
};

static const char *const md_banks[] = {
  "Banca Nistrului SA",
  "Codru Bank SA",
  "Banca Sudului SA",
  "Bujor Credit SA",
};
static const char *const ro_banks[] = {
  "Banca Carpaților SA",
  "Banca Luncii SA",
  "Credit Ardeal Demo SA",
  "Banca Deltei SA",
};
static const char *const ru_banks[] = {
  "АО «Речной банк»",
  "ПАО «Банк Берёзовый»",
  "АО «Заречье Кредит»",
  "ООО КБ «Янтарный мост»",
};
static const char *const en_banks[] = {
  "Millbridge Bank plc",
  "Harvest & Quarry Bank",
  "Kiln Street Bank plc",
};

static const struct {
  const char *country;
  const char *currency;
  const char *code; /* for calls */
  const char *const *banks;
  guint n_banks;
} nations[CRM_NATION_N] = {
  [CRM_NATION_MD] = { "MD", "MDL", "+373", md_banks, G_N_ELEMENTS (md_banks) },
  [CRM_NATION_RO] = { "RO", "RON", "+40", ro_banks, G_N_ELEMENTS (ro_banks) },
  [CRM_NATION_RU] = { "RU", "RUB", "+7", ru_banks, G_N_ELEMENTS (ru_banks) },
  [CRM_NATION_EN] = { "GB", "EUR", "+44", en_banks, G_N_ELEMENTS (en_banks) },
};

const char *
crm_nation_country (CrmNation nation)
{
  return nations[nation].country;
}

const char *
crm_nation_currency (CrmNation nation)
{
  return nations[nation].currency;
}

guint
crm_invent_n_banks (CrmNation nation)
{
  return nations[nation].n_banks;
}

const char *
crm_invent_bank (CrmNation nation, guint index)
{
  return nations[nation].banks[index];
}

/* The first town of a list is the capital, where a third of all offices are. */
static const CrmTown *
pick_town (CrmDice *dice, CrmNation nation, CrmLang lang)
{
  static const struct {
    const CrmTown *towns;
    guint n;
  } lists[CRM_NATION_N] = {
    [CRM_NATION_MD] = { md_towns, G_N_ELEMENTS (md_towns) },
    [CRM_NATION_RO] = { ro_towns, G_N_ELEMENTS (ro_towns) },
    [CRM_NATION_RU] = { ru_towns, G_N_ELEMENTS (ru_towns) },
    [CRM_NATION_EN] = { en_towns, G_N_ELEMENTS (en_towns) },
  };
  gboolean russian = nation == CRM_NATION_MD && lang == CRM_LANG_RU;
  const CrmTown *towns = russian ? md_towns_ru : lists[nation].towns;
  guint n = russian ? G_N_ELEMENTS (md_towns_ru) : lists[nation].n;

  return &towns[crm_dice_chance (dice, 33) ? 0 : crm_dice_below (dice, n)];
}

void
crm_invent_address (CrmDice *dice, CrmNation nation, CrmLang lang, CrmInventedAddress *address)
{
  const CrmTown *town = pick_town (dice, nation, lang);
  guint house = 1 + crm_dice_below (dice, 148);
  guint rest = crm_dice_below (dice, 10000);

  address->city = town->city;
  address->region = town->region;
  if (nation == CRM_NATION_EN) {
    g_snprintf (address->line, sizeof address->line, "%u %s", house,
                crm_dice_pick (dice, en_streets));
    g_snprintf (address->postcode, sizeof address->postcode, "%s%u %u%c%c", town->postcode,
                1 + rest % 9, rest / 10 % 10, 'A' + (int)(rest / 100 % 8),
                'A' + (int)(rest / 1000 % 8));
  } else if (lang == CRM_LANG_RU) {
    g_snprintf (address->line, sizeof address->line, "ул. %s, д. %u",
                crm_dice_pick (dice, ru_streets), house);
    g_snprintf (address->postcode, sizeof address->postcode,
                nation == CRM_NATION_MD ? "%s%02u" : "%s%04u", town->postcode,
                nation == CRM_NATION_MD ? rest % 100 : rest);
  } else {
    g_snprintf (address->line, sizeof address->line, "str. %s %u", crm_dice_pick (dice, ro_streets),
                house);
    g_snprintf (address->postcode, sizeof address->postcode,
                nation == CRM_NATION_MD ? "%s%02u" : "%s%04u", town->postcode,
                nation == CRM_NATION_MD ? rest % 100 : rest);
  }
}

void
crm_invent_phone (CrmDice *dice, CrmNation nation, gboolean mobile, char number[32])
{
  static const char *const mobiles[CRM_NATION_N][3] = {
    [CRM_NATION_MD] = { "60", "69", "79" },
    [CRM_NATION_RO] = { "722", "740", "765" },
    [CRM_NATION_RU] = { "900", "920", "960" },
    [CRM_NATION_EN] = { "7700", "7700", "7700" },
  };
  guint n = crm_dice_below (dice, 100000);
  const char *area = mobile ? mobiles[nation][n % 3] : pick_town (dice, nation, CRM_LANG_EN)->area;

  switch (nation) {
  case CRM_NATION_MD: /* eight digits in all */
    if (strlen (area) == 3)
      g_snprintf (number, 32, "+373 %s 0%02u %02u", area, n / 100 % 100, n % 100);
    else
      g_snprintf (number, 32, "+373 %s 0%02u %03u", area, n / 1000, n % 1000);
    break;
  case CRM_NATION_RO: /* nine */
    if (strlen (area) == 3)
      g_snprintf (number, 32, "+40 %s 0%02u %03u", area, n / 1000, n % 1000);
    else
      g_snprintf (number, 32, "+40 %s 0%02u %04u", area, n / 1000, n % 1000 * 7 % 10000);
    break;
  case CRM_NATION_RU: /* ten */
    g_snprintf (number, 32, "+7 %s 0%02u-%02u-%02u", area, n / 1000, n / 10 % 100, n % 89);
    break;
  case CRM_NATION_EN: /* ten; these are kept for plays and films */
  case CRM_NATION_N:
  default:
    if (mobile)
      g_snprintf (number, 32, "+44 7700 900%03u", n % 1000);
    else if (strlen (area) == 2)
      g_snprintf (number, 32, "+44 %s %s 0%03u", area,
                  *area == '2' && area[1] == '0' ? "7946" : "2018", n % 1000);
    else
      g_snprintf (number, 32, "+44 %s 496 0%03u", area, n % 1000);
    break;
  }
}
