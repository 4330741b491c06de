/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/demo/crm-demo-goods.h"

/* clang-format off */
const CrmGood crm_demo_goods[] = {
  { "F-101", { "Office desk 120 × 60, oak", "Стол письменный 120 × 60, дуб", "Birou 120 × 60, stejar" }, "H87", 2450, FALSE },
  { "F-102", { "Office desk 140 × 70, oak", "Стол письменный 140 × 70, дуб", "Birou 140 × 70, stejar" }, "H87", 2890, FALSE },
  { "F-103", { "Standing desk, electric", "Стол с электроподъёмом", "Birou reglabil electric" }, "H87", 7600, FALSE },
  { "F-104", { "Corner desk 160 × 120", "Стол угловой 160 × 120", "Birou de colț 160 × 120" }, "H87", 3950, FALSE },
  { "F-105", { "Meeting table for 8", "Стол переговорный на 8 мест", "Masă de ședințe, 8 locuri" }, "H87", 6900, FALSE },
  { "F-106", { "Reception counter", "Стойка администратора", "Recepție" }, "H87", 11800, FALSE },
  { "F-107", { "Pedestal with three drawers", "Тумба с тремя ящиками", "Rollbox cu trei sertare" }, "H87", 1350, FALSE },
  { "F-108", { "Bookcase, five shelves", "Стеллаж на пять полок", "Bibliotecă cu cinci polițe" }, "H87", 1980, FALSE },
  { "F-109", { "Wardrobe, two doors", "Шкаф для одежды двухдверный", "Dulap pentru haine, două uși" }, "H87", 3400, FALSE },
  { "F-110", { "Filing cabinet, metal", "Шкаф картотечный металлический", "Fișier metalic" }, "H87", 4200, FALSE },
  { "F-111", { "Safe, class I", "Сейф I класса", "Seif clasa I" }, "H87", 9700, FALSE },
  { "F-112", { "Partition screen 160 × 120", "Перегородка 160 × 120", "Paravan 160 × 120" }, "H87", 1750, FALSE },
  { "S-201", { "Operator chair, mesh", "Кресло оператора, сетка", "Scaun operator, plasă" }, "H87", 1890, FALSE },
  { "S-202", { "Executive chair, leather", "Кресло руководителя, кожа", "Fotoliu director, piele" }, "H87", 5400, FALSE },
  { "S-203", { "Visitor chair", "Стул для посетителей", "Scaun vizitator" }, "H87", 640, FALSE },
  { "S-204", { "Conference chair, folding", "Стул складной для конференций", "Scaun pliant de conferință" }, "H87", 520, FALSE },
  { "S-205", { "Sofa for the lobby, two seats", "Диван двухместный для холла", "Canapea cu două locuri" }, "H87", 6100, FALSE },
  { "S-206", { "Footrest", "Подставка для ног", "Suport pentru picioare" }, "H87", 380, FALSE },
  { "P-301", { "Copy paper A4, 80 g", "Бумага А4, 80 г/м²", "Hârtie A4, 80 g" }, "PK", 92, FALSE },
  { "P-302", { "Copy paper A3, 80 g", "Бумага А3, 80 г/м²", "Hârtie A3, 80 g" }, "PK", 185, FALSE },
  { "P-303", { "Envelopes C5, 100 in a pack", "Конверты C5, 100 шт. в упаковке", "Plicuri C5, 100 buc. la pachet" }, "PK", 120, FALSE },
  { "P-304", { "Lever arch file 75 mm", "Папка-регистратор 75 мм", "Biblioraft 75 mm" }, "H87", 48, FALSE },
  { "P-305", { "Ballpoint pens, blue, 50 in a pack", "Ручки шариковые синие, 50 шт.", "Pixuri albastre, 50 buc." }, "PK", 210, FALSE },
  { "P-306", { "Notebook A5, 96 sheets", "Блокнот А5, 96 листов", "Caiet A5, 96 file" }, "H87", 36, FALSE },
  { "P-307", { "Sticky notes 76 × 76", "Клейкие листки 76 × 76", "Notițe adezive 76 × 76" }, "PK", 28, FALSE },
  { "P-308", { "Whiteboard 120 × 90", "Доска маркерная 120 × 90", "Tablă albă 120 × 90" }, "H87", 1240, FALSE },
  { "P-309", { "Markers, set of four", "Маркеры, набор из четырёх", "Markere, set de patru" }, "SET", 74, FALSE },
  { "P-310", { "Paper shredder, 10 sheets", "Уничтожитель бумаг на 10 листов", "Distrugător de documente, 10 coli" }, "H87", 2650, FALSE },
  { "P-311", { "Calculator, 12 digits", "Калькулятор на 12 разрядов", "Calculator de birou, 12 cifre" }, "H87", 240, FALSE },
  { "P-312", { "Stapler with staples", "Степлер со скобами", "Capsator cu capse" }, "SET", 95, FALSE },
  { "T-401", { "Laser printer, A4", "Принтер лазерный А4", "Imprimantă laser A4" }, "H87", 3650, FALSE },
  { "T-402", { "Multifunction printer, A3", "МФУ А3", "Multifuncțională A3" }, "H87", 18400, FALSE },
  { "T-403", { "Toner cartridge, black", "Картридж чёрный", "Cartuș toner negru" }, "H87", 870, FALSE },
  { "T-404", { "Monitor 27″", "Монитор 27″", "Monitor 27″" }, "H87", 4300, FALSE },
  { "T-405", { "Keyboard and mouse", "Клавиатура и мышь", "Tastatură și mouse" }, "SET", 560, FALSE },
  { "T-406", { "Docking station", "Док-станция", "Stație de andocare" }, "H87", 3100, FALSE },
  { "T-407", { "Projector, full HD", "Проектор Full HD", "Proiector Full HD" }, "H87", 12900, FALSE },
  { "T-408", { "Network cable, category 6", "Кабель сетевой, категория 6", "Cablu de rețea, categoria 6" }, "MTR", 9, FALSE },
  { "T-409", { "Power supply, uninterruptible, 1500 VA", "ИБП 1500 ВА", "UPS 1500 VA" }, "H87", 3900, FALSE },
  { "L-501", { "Desk lamp, LED", "Лампа настольная светодиодная", "Lampă de birou LED" }, "H87", 690, FALSE },
  { "L-502", { "Ceiling panel 60 × 60, LED", "Панель потолочная 60 × 60, LED", "Panou LED 60 × 60" }, "H87", 540, FALSE },
  { "L-503", { "Carpet tiles, grey", "Плитка ковровая серая", "Mochetă modulară gri" }, "MTK", 310, FALSE },
  { "L-504", { "Window blinds", "Жалюзи оконные", "Jaluzele" }, "MTK", 420, FALSE },
  { "L-505", { "Paint, white, interior", "Краска белая интерьерная", "Vopsea albă de interior" }, "LTR", 86, FALSE },
  { "K-601", { "Coffee beans", "Кофе в зёрнах", "Cafea boabe" }, "KGM", 340, FALSE },
  { "K-602", { "Black tea, 100 bags", "Чай чёрный, 100 пакетиков", "Ceai negru, 100 plicuri" }, "PK", 110, FALSE },
  { "K-603", { "Drinking water, 19 l", "Вода питьевая, 19 л", "Apă potabilă, 19 l" }, "H87", 65, FALSE },
  { "K-604", { "Water cooler, floor-standing", "Кулер напольный", "Dozator de apă" }, "H87", 3250, FALSE },
  { "K-605", { "Paper towels", "Полотенца бумажные", "Prosoape de hârtie" }, "PK", 74, FALSE },
  { "W-701", { "Delivery within the city", "Доставка по городу", "Livrare în oraș" }, "C62", 250, TRUE },
  { "W-702", { "Delivery outside the city", "Доставка за город", "Livrare în afara orașului" }, "C62", 850, TRUE },
  { "W-703", { "Assembly of furniture", "Сборка мебели", "Montaj mobilier" }, "HUR", 280, TRUE },
  { "W-704", { "Measuring on site", "Замер на месте", "Măsurători la fața locului" }, "C62", 400, TRUE },
  { "W-705", { "Design of a workplace", "Проект рабочего места", "Proiect al locului de muncă" }, "H87", 900, TRUE },
  { "W-706", { "Removal of old furniture", "Вывоз старой мебели", "Evacuarea mobilierului vechi" }, "C62", 650, TRUE },
  { "W-707", { "Network installation", "Монтаж сети", "Instalarea rețelei" }, "HUR", 350, TRUE },
  { "W-708", { "Printer maintenance", "Обслуживание принтеров", "Întreținerea imprimantelor" }, "MON", 480, TRUE },
  { "W-709", { "Cleaning of carpets", "Чистка ковровых покрытий", "Curățarea mochetelor" }, "MTK", 38, TRUE },
  { "W-710", { "Rent of a projector", "Аренда проектора", "Închirierea proiectorului" }, "DAY", 600, TRUE },
  { "W-711", { "Training on equipment", "Обучение работе с оборудованием", "Instruire la echipament" }, "HUR", 320, TRUE },
};

const guint crm_demo_n_goods = G_N_ELEMENTS (crm_demo_goods);

static const struct {
  char letter;
  const char *names[CRM_LANGS];
} categories[] = {
  { 'F', { "Furniture", "Мебель", "Mobilier" } },
  { 'S', { "Seats", "Кресла и стулья", "Scaune" } },
  { 'P', { "Stationery", "Канцелярия", "Papetărie" } },
  { 'T', { "Equipment", "Техника", "Echipament" } },
  { 'L', { "Lighting and finishing", "Свет и отделка", "Iluminat și finisaje" } },
  { 'K', { "Kitchen", "Кухня", "Bucătărie" } },
  { 'W', { "Services", "Услуги", "Servicii" } },
};

const CrmPhrase crm_demo_deal_titles[] = {
  { "Furniture for the new office", "Мебель для нового офиса", "Mobilier pentru biroul nou" },
  { "Desks for the sales department", "Столы для отдела продаж", "Birouri pentru departamentul de vânzări" },
  { "Chairs for the meeting room", "Кресла в переговорную", "Scaune pentru sala de ședințe" },
  { "Stationery for the quarter", "Канцелярия на квартал", "Papetărie pentru trimestru" },
  { "Printers and cartridges", "Принтеры и картриджи", "Imprimante și cartușe" },
  { "Reception area", "Зона приёмной", "Zona de recepție" },
  { "Lighting of the second floor", "Освещение второго этажа", "Iluminatul etajului doi" },
  { "Equipment for the training class", "Оборудование учебного класса", "Echipament pentru sala de instruire" },
  { "Yearly supply of paper", "Годовая поставка бумаги", "Livrare anuală de hârtie" },
  { "Workplaces for ten people", "Рабочие места на десять человек", "Locuri de muncă pentru zece persoane" },
  { "Archive: cabinets and files", "Архив: шкафы и папки", "Arhivă: dulapuri și bibliorafturi" },
  { "Kitchen for the staff", "Кухня для сотрудников", "Bucătărie pentru personal" },
  { "Network in the warehouse", "Сеть на складе", "Rețea în depozit" },
  { "Refit of the branch", "Обновление филиала", "Renovarea filialei" },
  { "Director's room", "Кабинет директора", "Biroul directorului" },
  { "Carpet tiles for the hall", "Ковровая плитка в холл", "Mochetă pentru hol" },
  { "Maintenance for a year", "Обслуживание на год", "Întreținere pe un an" },
  { "Monitors for the design studio", "Мониторы для студии дизайна", "Monitoare pentru studioul de design" },
  { "Trial order", "Пробный заказ", "Comandă de probă" },
  { "Repeat order", "Повторный заказ", "Comandă repetată" },
  { NULL },
};

const CrmPhrase crm_demo_calls[] = {
  { "First talk about what they need", "Первый разговор о потребностях", "Prima discuție despre necesități" },
  { "Asked for the price list", "Просили прайс-лист", "Au cerut lista de prețuri" },
  { "Talked about the time of delivery", "Обсудили срок доставки", "Am discutat termenul de livrare" },
  { "Reminded of the payment", "Напомнили об оплате", "Am amintit de plată" },
  { "Agreed on a meeting", "Договорились о встрече", "Am stabilit o întâlnire" },
  { "Call after the delivery", "Звонок после поставки", "Apel după livrare" },
  { "Question about the guarantee", "Вопрос о гарантии", "Întrebare despre garanție" },
  { NULL },
};

const CrmPhrase crm_demo_meetings[] = {
  { "Meeting in their office", "Встреча в офисе клиента", "Întâlnire la biroul clientului" },
  { "Showing samples", "Показ образцов", "Prezentarea mostrelor" },
  { "Measuring the rooms", "Замер помещений", "Măsurarea încăperilor" },
  { "Signing the contract", "Подписание договора", "Semnarea contractului" },
  { "Handing over the work", "Сдача работ", "Predarea lucrărilor" },
  { NULL },
};

const CrmPhrase crm_demo_letters[] = {
  { "Offer sent", "Отправлено коммерческое предложение", "Ofertă trimisă" },
  { "Requisites received", "Получены реквизиты", "Rechizite primite" },
  { "Remarks on the contract", "Замечания к договору", "Observații la contract" },
  { "Catalogue sent", "Отправлен каталог", "Catalog trimis" },
  { NULL },
};

const CrmPhrase crm_demo_results[] = {
  { "They think it over", "Думают", "Se gândesc" },
  { "Agreed, we prepare the papers", "Согласны, готовим документы", "Sunt de acord, pregătim actele" },
  { "Call back in a week", "Перезвонить через неделю", "De revenit peste o săptămână" },
  { "They compare prices", "Сравнивают цены", "Compară prețurile" },
  { "Nobody answered", "Никто не ответил", "Nu a răspuns nimeni" },
  { NULL },
};

const CrmPhrase crm_demo_tasks[] = {
  { "Call about the decision", "Позвонить о решении", "De sunat privind decizia" },
  { "Prepare an offer", "Подготовить предложение", "De pregătit oferta" },
  { "Send the contract", "Отправить договор", "De trimis contractul" },
  { "Check the payment", "Проверить оплату", "De verificat plata" },
  { "Order from the supplier", "Заказать у поставщика", "De comandat la furnizor" },
  { "Agree on the day of delivery", "Согласовать день доставки", "De stabilit ziua livrării" },
  { "Ask for the requisites", "Запросить реквизиты", "De cerut rechizitele" },
  { "Sign the act", "Подписать акт", "De semnat actul" },
  { "Congratulate on the anniversary", "Поздравить с юбилеем", "De felicitat cu aniversarea" },
  { "Find out who decides", "Узнать, кто принимает решение", "De aflat cine decide" },
  { NULL },
};

const CrmPhrase crm_demo_segments[] = {
  { "Trade", "Торговля", "Comerț" },
  { "Building", "Строительство", "Construcții" },
  { "Farming", "Сельское хозяйство", "Agricultură" },
  { "Transport", "Транспорт", "Transport" },
  { "Education", "Образование", "Educație" },
  { "Medicine", "Медицина", "Medicină" },
  { "Production", "Производство", "Producție" },
  { "Services", "Услуги", "Servicii" },
  { "Hotels and food", "Гостиницы и питание", "Hoteluri și alimentație" },
  { NULL },
};

const CrmPhrase crm_demo_notes[] = {
  { "Prefers to talk in the morning.", "Предпочитают общаться утром.", "Preferă să discute dimineața." },
  { "Pays on the last day.", "Платят в последний день.", "Plătesc în ultima zi." },
  { "Entrance from the yard.", "Вход со двора.", "Intrarea este din curte." },
  { "Asks for a discount from the second order.", "Просят скидку со второго заказа.", "Cer reducere de la a doua comandă." },
  { "Works through a tender.", "Работают через тендер.", "Lucrează prin licitație." },
  { NULL },
};

const CrmPhrase crm_demo_complaints[] = {
  { "Two table tops came scratched.", "Две столешницы пришли с царапинами.", "Două blaturi au venit zgâriate." },
  { "One chair is missing from the delivery.", "В поставке не хватает одного кресла.", "Din livrare lipsește un scaun." },
  { "The delivery came three days late.", "Поставка опоздала на три дня.", "Livrarea a întârziat trei zile." },
  { "The printer jams the paper.", "Принтер зажёвывает бумагу.", "Imprimanta blochează hârtia." },
  { "The colour differs from the sample.", "Цвет отличается от образца.", "Culoarea diferă de mostră." },
  { "A mistake in the requisites of the invoice.", "Ошибка в реквизитах счёта.", "Greșeală în rechizitele facturii." },
  { NULL },
};

const CrmPhrase crm_demo_demands[] = {
  { "Replace them", "Заменить", "Să fie înlocuite" },
  { "Deliver what is missing", "Довезти недостающее", "Să fie livrat ce lipsește" },
  { "A discount", "Скидка", "O reducere" },
  { "Repair under guarantee", "Ремонт по гарантии", "Reparație în garanție" },
  { "Correct the papers", "Исправить документы", "Corectarea actelor" },
  { NULL },
};

const CrmPhrase crm_demo_answers[] = {
  { "We are sorry; it was put right at our cost.", "Приносим извинения; исправили за свой счёт.", "Ne cerem scuze; am remediat pe cheltuiala noastră." },
  { "The supplier has confirmed the defect.", "Поставщик подтвердил дефект.", "Furnizorul a confirmat defectul." },
  { "The delivery was completed.", "Поставка завершена полностью.", "Livrarea a fost completată." },
  { NULL },
};
/* clang-format on */

const char *
crm_demo_category (const CrmGood *good, CrmLang lang)
{
  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    if (categories[i].letter == good->code[0])
      return categories[i].names[lang];

  return NULL;
}
