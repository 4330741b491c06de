/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-day-private.h"

#define N_LANGS (CRM_LANG_RO + 1)

/* All names as CLDR writes them. */
static const char *const names[N_LANGS][12] = {
  [CRM_LANG_EN] = { "January", "February", "March", "April", "May", "June", "July", "August",
                    "September", "October", "November", "December" },
  [CRM_LANG_RU] = { "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август",
                    "сентябрь", "октябрь", "ноябрь", "декабрь" },
  [CRM_LANG_RO] = { "ianuarie", "februarie", "martie", "aprilie", "mai", "iunie", "iulie", "august",
                    "septembrie", "octombrie", "noiembrie", "decembrie" },
};

static const char *const russian_genitives[12] = {
  "января", "февраля", "марта",    "апреля",  "мая",    "июня",
  "июля",   "августа", "сентября", "октября", "ноября", "декабря",
};

static const char *const shorts[N_LANGS][12] = {
  [CRM_LANG_EN] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                    "Dec" },
  [CRM_LANG_RU] = { "янв.", "февр.", "мар.", "апр.", "мая", "июн.", "июл.", "авг.", "сент.", "окт.",
                    "нояб.", "дек." },
  [CRM_LANG_RO] = { "ian.", "feb.", "mar.", "apr.", "mai", "iun.", "iul.", "aug.", "sept.", "oct.",
                    "nov.", "dec." },
};

static const char *const weekdays[N_LANGS][7] = {
  [CRM_LANG_EN] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
  [CRM_LANG_RU] = { "понедельник", "вторник", "среда", "четверг", "пятница", "суббота",
                    "воскресенье" },
  [CRM_LANG_RO] = { "luni", "marți", "miercuri", "joi", "vineri", "sâmbătă", "duminică" },
};

static const char *const short_weekdays[N_LANGS][7] = {
  [CRM_LANG_EN] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" },
  [CRM_LANG_RU] = { "пн", "вт", "ср", "чт", "пт", "сб", "вс" },
  [CRM_LANG_RO] = { "lun.", "mar.", "mie.", "joi", "vin.", "sâm.", "dum." },
};

const char *
_crm_month_name (guint month, CrmLang lang)
{
  return names[lang][month - 1];
}

const char *
_crm_month_genitive (guint month, CrmLang lang)
{
  return lang == CRM_LANG_RU ? russian_genitives[month - 1] : names[lang][month - 1];
}

const char *
_crm_month_short (guint month, CrmLang lang)
{
  return shorts[lang][month - 1];
}

const char *
_crm_weekday_name (guint weekday, CrmLang lang)
{
  return weekdays[lang][weekday];
}

const char *
_crm_weekday_short (guint weekday, CrmLang lang)
{
  return short_weekdays[lang][weekday];
}
