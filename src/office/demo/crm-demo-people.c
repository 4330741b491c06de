/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/demo/crm-demo-names.h"

#include <string.h>

/* Given names with the patronymics they give. */
static const struct {
  const char *given;
  const char *son;
  const char *daughter;
} ru_men[] = {
  { "Александр", "Александрович", "Александровна" },
  { "Алексей", "Алексеевич", "Алексеевна" },
  { "Анатолий", "Анатольевич", "Анатольевна" },
  { "Андрей", "Андреевич", "Андреевна" },
  { "Антон", "Антонович", "Антоновна" },
  { "Аркадий", "Аркадьевич", "Аркадьевна" },
  { "Артём", "Артёмович", "Артёмовна" },
  { "Борис", "Борисович", "Борисовна" },
  { "Вадим", "Вадимович", "Вадимовна" },
  { "Валентин", "Валентинович", "Валентиновна" },
  { "Валерий", "Валерьевич", "Валерьевна" },
  { "Василий", "Васильевич", "Васильевна" },
  { "Виктор", "Викторович", "Викторовна" },
  { "Виталий", "Витальевич", "Витальевна" },
  { "Владислав", "Владиславович", "Владиславовна" },
  { "Геннадий", "Геннадьевич", "Геннадьевна" },
  { "Георгий", "Георгиевич", "Георгиевна" },
  { "Григорий", "Григорьевич", "Григорьевна" },
  { "Денис", "Денисович", "Денисовна" },
  { "Дмитрий", "Дмитриевич", "Дмитриевна" },
  { "Евгений", "Евгеньевич", "Евгеньевна" },
  { "Егор", "Егорович", "Егоровна" },
  { "Иван", "Иванович", "Ивановна" },
  { "Игорь", "Игоревич", "Игоревна" },
  { "Кирилл", "Кириллович", "Кирилловна" },
  { "Константин", "Константинович", "Константиновна" },
  { "Леонид", "Леонидович", "Леонидовна" },
  { "Максим", "Максимович", "Максимовна" },
  { "Матвей", "Матвеевич", "Матвеевна" },
  { "Михаил", "Михайлович", "Михайловна" },
  { "Никита", "Никитич", "Никитична" },
  { "Николай", "Николаевич", "Николаевна" },
  { "Олег", "Олегович", "Олеговна" },
  { "Павел", "Павлович", "Павловна" },
  { "Пётр", "Петрович", "Петровна" },
  { "Роман", "Романович", "Романовна" },
  { "Семён", "Семёнович", "Семёновна" },
  { "Сергей", "Сергеевич", "Сергеевна" },
  { "Станислав", "Станиславович", "Станиславовна" },
  { "Степан", "Степанович", "Степановна" },
  { "Тимофей", "Тимофеевич", "Тимофеевна" },
  { "Фёдор", "Фёдорович", "Фёдоровна" },
  { "Юрий", "Юрьевич", "Юрьевна" },
  { "Яков", "Яковлевич", "Яковлевна" },
};

static const char *const ru_women[] = {
  "Александра", "Алина",  "Алла",     "Анастасия", "Анна",      "Валентина", "Валерия",   "Варвара",
  "Вера",       "Галина", "Дарья",    "Евгения",   "Екатерина", "Елена",     "Елизавета", "Зинаида",
  "Зоя",        "Инна",   "Ирина",    "Ксения",    "Лариса",    "Лидия",     "Любовь",    "Людмила",
  "Маргарита",  "Марина", "Мария",    "Надежда",   "Наталья",   "Нина",      "Оксана",    "Ольга",
  "Полина",     "Раиса",  "Светлана", "София",     "Тамара",    "Татьяна",   "Юлия",      "Яна",
};

static const char *const ru_families[] = {
  "Абрамов",  "Авдеев",     "Агафонов",   "Аксёнов",   "Андреев",    "Антипов",    "Афанасьев",
  "Баранов",  "Белов",      "Белоусов",   "Березин",   "Бирюков",    "Бобров",     "Богданов",
  "Борисов",  "Бурлаков",   "Быков",      "Васильев",  "Виноградов", "Власов",     "Воробьёв",
  "Воронцов", "Гаврилов",   "Голубев",    "Горбунов",  "Гордеев",    "Гришин",     "Гусев",
  "Давыдов",  "Данилов",    "Демидов",    "Доронин",   "Дубровский", "Егоров",     "Елисеев",
  "Ершов",    "Ефимов",     "Жуков",      "Завьялов",  "Зайцев",     "Захаров",    "Зимин",
  "Игнатьев", "Ильин",      "Калинин",    "Капустин",  "Карпов",     "Киселёв",    "Князев",
  "Ковалёв",  "Колесников", "Комаров",    "Коновалов", "Корнилов",   "Королёв",    "Кравченко",
  "Крылов",   "Кудрявцев",  "Кузнецов",   "Куликов",   "Лаптев",     "Лебедев",    "Логинов",
  "Лысенко",  "Макаров",    "Малинин",    "Марков",    "Мельников",  "Миронов",    "Морозов",
  "Мухин",    "Назаров",    "Некрасов",   "Никитин",   "Новиков",    "Овчинников", "Озеров",
  "Орлов",    "Осипов",     "Островский", "Павлов",    "Панов",      "Петров",     "Поляков",
  "Прохоров", "Родионов",   "Романов",    "Рябов",     "Савельев",   "Садовский",  "Сафонов",
  "Селезнёв", "Семёнов",    "Сидоров",    "Скворцов",  "Соболев",    "Соколов",    "Соловьёв",
  "Сорокин",  "Степанов",   "Суханов",    "Тарасов",   "Терентьев",  "Тимофеев",   "Тихонов",
  "Ткаченко", "Третьяков",  "Трофимов",   "Уваров",    "Фадеев",     "Федотов",    "Филатов",
  "Фомин",    "Фролов",     "Харитонов",  "Цветков",   "Чернов",     "Шестаков",   "Широков",
  "Щербаков", "Юдин",       "Яковлев",    "Яшин",
};

static const char *const ro_men[] = {
  "Adrian",   "Alexandru", "Andrei",  "Anton",      "Aurel",    "Bogdan",   "Călin",   "Cătălin",
  "Cezar",    "Ciprian",   "Claudiu", "Constantin", "Corneliu", "Cristian", "Dan",     "Daniel",
  "Dorin",    "Dragoș",    "Dumitru", "Emil",       "Eugen",    "Florin",   "Gabriel", "George",
  "Gheorghe", "Grigore",   "Horia",   "Ilie",       "Ioan",     "Ionel",    "Iulian",  "Laurențiu",
  "Liviu",    "Lucian",    "Marcel",  "Marius",     "Mihai",    "Mircea",   "Mugur",   "Nicolae",
  "Octavian", "Ovidiu",    "Paul",    "Petre",      "Radu",     "Răzvan",   "Sergiu",  "Silviu",
  "Sorin",    "Ștefan",    "Teodor",  "Tiberiu",    "Traian",   "Tudor",    "Vasile",  "Victor",
  "Viorel",   "Vlad",
};

static const char *const ro_women[] = {
  "Adela",    "Adriana",    "Alexandra", "Alina",    "Ana",     "Anca",     "Andreea",
  "Angela",   "Aurelia",    "Bianca",    "Camelia",  "Carmen",  "Cătălina", "Corina",
  "Cristina", "Daniela",    "Diana",     "Dorina",   "Elena",   "Emilia",   "Eugenia",
  "Felicia",  "Florentina", "Gabriela",  "Georgeta", "Ileana",  "Ioana",    "Irina",
  "Iulia",    "Larisa",     "Lavinia",   "Lidia",    "Liliana", "Loredana", "Lucia",
  "Luminița", "Magdalena",  "Maria",     "Mariana",  "Mihaela", "Mirela",   "Monica",
  "Nadia",    "Natalia",    "Nicoleta",  "Oana",     "Olga",    "Otilia",   "Raluca",
  "Ramona",   "Roxana",     "Ruxandra",  "Silvia",   "Simona",  "Sofia",    "Ștefania",
  "Tatiana",  "Valentina",  "Veronica",  "Viorica",
};

static const char *const ro_families[] = {
  "Albu",           "Andronic", "Anghel",     "Ardelean",   "Avram",     "Bălan",     "Bejan",
  "Bivol",          "Bogdan",   "Botezatu",   "Brad",       "Bucur",     "Buzdugan",  "Călinescu",
  "Cazacu",         "Ceban",    "Cebotari",   "Chiriac",    "Ciobanu",   "Ciocan",    "Cojocaru",
  "Constantinescu", "Corbu",    "Costin",     "Crăciun",    "Crețu",     "Croitoru",  "Dascălu",
  "Diaconu",        "Dobre",    "Dragomir",   "Dumitrescu", "Enache",    "Ene",       "Fântânaru",
  "Filip",          "Florea",   "Frunză",     "Gavrilă",    "Georgescu", "Gheorghiu", "Grigorescu",
  "Grosu",          "Guțu",     "Iacob",      "Ionescu",    "Istrate",   "Ivașcu",    "Lazăr",
  "Lungu",          "Lupu",     "Macovei",    "Manea",      "Manole",    "Marin",     "Matei",
  "Mereuță",        "Micu",     "Mihăilescu", "Moldovan",   "Moraru",    "Morar",     "Munteanu",
  "Mureșan",        "Musteață", "Neagu",      "Nistor",     "Oprea",     "Pădureanu", "Păduraru",
  "Panait",         "Pascari",  "Pârvu",      "Petrescu",   "Pleșca",    "Popa",      "Popescu",
  "Preda",          "Pruteanu", "Racu",       "Răileanu",   "Rotaru",    "Rusu",      "Sandu",
  "Sârbu",          "Scutaru",  "Șerban",     "Spătaru",    "Stan",      "Stoica",    "Suciu",
  "Surdu",          "Tănase",   "Tomescu",    "Toma",       "Tudose",    "Țurcanu",   "Ungureanu",
  "Ursu",           "Văcaru",   "Vasilescu",  "Verdeș",     "Vieru",     "Vlaicu",    "Voicu",
  "Vrabie",         "Zaharia",  "Zamfir",     "Zidaru",
};

static const char *const en_men[] = {
  "Adam",    "Alan",    "Andrew", "Arthur",  "Benjamin",  "Brian",  "Charles", "Daniel",
  "David",   "Dennis",  "Edward", "Francis", "Frederick", "George", "Gerald",  "Harry",
  "Henry",   "Hugh",    "Jack",   "James",   "John",      "Joseph", "Kenneth", "Martin",
  "Matthew", "Neil",    "Oliver", "Patrick", "Peter",     "Philip", "Ralph",   "Robert",
  "Simon",   "Stephen", "Thomas", "Walter",  "William",
};

static const char *const en_women[] = {
  "Alice",  "Amanda", "Angela",  "Anne",     "Barbara",   "Beatrice", "Caroline", "Charlotte",
  "Claire", "Diana",  "Dorothy", "Eleanor",  "Elizabeth", "Emily",    "Emma",     "Frances",
  "Grace",  "Hannah", "Helen",   "Janet",    "Jennifer",  "Joan",     "Judith",   "Julia",
  "Karen",  "Laura",  "Lucy",    "Margaret", "Martha",    "Nancy",    "Patricia", "Rachel",
  "Rose",   "Ruth",   "Sarah",   "Susan",    "Victoria",
};

static const char *const en_families[] = {
  "Abbott",    "Archer",   "Ashby",   "Atkins",    "Barlow",   "Barnes",  "Bennett",    "Bishop",
  "Blackwell", "Bradley",  "Brewer",  "Briggs",    "Brooks",   "Burton",  "Carpenter",  "Carter",
  "Chandler",  "Clarke",   "Coleman", "Cooper",    "Crawford", "Dawson",  "Dixon",      "Elliott",
  "Farrell",   "Fletcher", "Forster", "Gardner",   "Gibson",   "Graham",  "Hancock",    "Hardy",
  "Harper",    "Hartley",  "Hayes",   "Hobbs",     "Holloway", "Hopkins", "Hudson",     "Jenkins",
  "Kendall",   "Lawson",   "Marsh",   "Mercer",    "Morton",   "Norris",  "Osborne",    "Parker",
  "Pearson",   "Porter",   "Preston", "Quinn",     "Reeves",   "Sawyer",  "Shepherd",   "Slater",
  "Spencer",   "Sutton",   "Tanner",  "Thornton",  "Tucker",   "Turner",  "Wainwright", "Walsh",
  "Warren",    "Webster",  "Wheeler", "Whitfield", "Wright",   "Yates",
};

/* Иванов → Иванова, Садовский → Садовская; Ткаченко stays as it is. */
static void
make_feminine (const char *family, char *own, gsize size)
{
  if (g_str_has_suffix (family, "ский")) {
    g_strlcpy (own, family, size);
    own[strlen (own) - strlen ("ий")] = '\0';
    g_strlcat (own, "ая", size);
  } else if (g_str_has_suffix (family, "в") || g_str_has_suffix (family, "н")) {
    g_snprintf (own, (gulong)size, "%sа", family);
  } else {
    g_strlcpy (own, family, size);
  }
}

static void
invent_russian (CrmDice *dice, CrmInventedPerson *person)
{
  guint father = crm_dice_below (dice, G_N_ELEMENTS (ru_men));
  const char *family = crm_dice_pick (dice, ru_families);

  person->middle = person->female ? ru_men[father].daughter : ru_men[father].son;
  if (!person->female) {
    person->given = crm_dice_pick (dice, ru_men).given;
    person->family = family;
    return;
  }
  person->given = crm_dice_pick (dice, ru_women);
  make_feminine (family, person->own, sizeof person->own);
  person->family = person->own;
}

void
crm_invent_person (CrmDice *dice, CrmNation nation, CrmLang lang, CrmInventedPerson *person)
{
  person->female = crm_dice_chance (dice, 48);
  person->middle = NULL;
  if (nation == CRM_NATION_EN) {
    person->given = person->female ? crm_dice_pick (dice, en_women) : crm_dice_pick (dice, en_men);
    person->family = crm_dice_pick (dice, en_families);
  } else if (lang == CRM_LANG_RU) {
    invent_russian (dice, person);
  } else {
    person->given = person->female ? crm_dice_pick (dice, ro_women) : crm_dice_pick (dice, ro_men);
    person->family = crm_dice_pick (dice, ro_families);
  }
}
