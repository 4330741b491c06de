/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/crm-error.h"
#include "sample-context.h"

/* Wrong templates and what the message must name. */
static const struct {
  const char *xml;
  const char *says;
  const char *says_too;
} wrong[] = {
  { "<document kind='a' lang='en'>\n<block/></document>", "line 2", "<block>" },
  { "<document kind='a' lang='en'>\n\n<p sise='9'>x</p></document>", "line 3", "sise" },
  { "<document kind='a' lang='en'><p>x</document>", "line 1", "document" },
  { "<document kind='a' lang='en'><p size='huge'>x</p></document>", "huge", "size" },
  { "<document kind='a' lang='en'><p size='nan'>x</p></document>", "nan", "size" },
  { "<document kind='a' lang='en'><p>{{doc.number</p></document>", "}}", "doc.number" },
  { "<document kind='a' lang='en'><p>{{doc.number|monney}}</p></document>", "monney", "line 1" },
  { "<document kind='a' lang='en'><p>{{doc number}}</p></document>", "number", "line 1" },
  { "<document kind='a' lang='en'><p>{{x|date:'d}}</p></document>", "quote", "line 1" },
  { "<document kind='a' lang='en'><p>{{x|words:XXQ}}</p></document>", "XXQ", "words" },
  { "<document kind='a' lang='en'><p>{{x|default}}</p></document>", "default", "line 1" },
  { "<document kind='a' lang='en'><p if='a or b'>x</p></document>", "or b", "if" },
  { "<document kind='a' lang='en'><p if='a > b'>x</p></document>", "b", "number" },
  { "<document kind='a' lang='en'><row/></document>", "<row>", "<document>" },
  { "<document kind='a' lang='en'><grid widths='1'>text</grid></document>", "<grid>", "text" },
  { "<document kind='a' lang='en'><table/></document>", "each", "<table>" },
  { "<document kind='a' lang='en'><table each='i' as='x'/></document>", "<col>", "<table>" },
  { "<document kind='a' lang='en'><p each='i'>x</p></document>", "as", "<p>" },
  { "<document kind='a' lang='en'><qr kind='other'/></document>", "other", "kind" },
  { "<document kind='a' lang='en'><columns widths='* *'><p>x</p></columns></document>", "widths",
    "<columns>" },
  { "<document kind='a' lang='en'><grid widths='*'><row><cell/><cell/></row></grid></document>",
    "cells", "<row>" },
  { "<document kind='a' lang='en'><p>{{page}}</p></document>", "{{page}}", "footer" },
  { "<document lang='en'/>", "kind", "<document>" },
  { "<document kind='a' lang='en'/><document/>", "line 1", "" },
  { "<document kind='a' lang='en'><p if='a' if='b'>x</p></document>", "twice", "if" },
  { "<page/>", "<document>", "" },
  { "", "line", "" },
  { "<document kind='a' lang='en' widths='0x'/>", "widths", "" },
};

static void
test_wrong (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmTemplate) template = crm_template_new (wrong[i].xml, -1, "my.xml", &error);

    g_assert_null (template);
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    g_test_message ("%s", error->message);
    g_assert_nonnull (strstr (error->message, "my.xml"));
    g_assert_nonnull (strstr (error->message, wrong[i].says));
    g_assert_nonnull (strstr (error->message, wrong[i].says_too));
  }
}

static void
test_facts (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTemplate) template = crm_template_new (
    "<document kind='offer' lang='ro' title='Ofertă'><p if='not doc.note'>{{doc.number}}</p>"
    "<table each='items' as='i'><col title='{{doc.title}}' width='*'>{{i.name}} "
    "{{i.qty|qty}}</col>"
    "<total each='totals.vat' as='v' label='{{v.label}}'>{{v.amount|money}}</total></table>"
    "</document>",
    -1, "t", &error);
  g_auto (GStrv) fields = NULL;
  g_autofree char *joined = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (crm_template_get_kind (template), ==, "offer");
  g_assert_cmpstr (crm_template_get_title (template), ==, "Ofertă");
  g_assert_cmpint (crm_template_get_lang (template), ==, CRM_LANG_RO);
  fields = crm_template_list_fields (template);
  joined = g_strjoinv (" ", fields);
  g_assert_cmpstr (joined, ==,
                   "doc.note doc.number doc.title items items.name items.qty totals.vat "
                   "totals.vat.amount totals.vat.label");
}

/* What a paragraph prints for the context below. */
static const char *const expression_context =
  "{\"a\":\"text\",\"empty\":\"\",\"n\":21,\"zero\":0,\"yes\":true,\"day\":\"2026-03-05\","
  "\"m\":{\"v\":123456,\"c\":\"EUR\"},\"m0\":{\"v\":0,\"c\":\"EUR\"},"
  "\"p\":{\"v\":123400,\"c\":\"EUR\"},\"p4\":{\"v\":12345,\"c\":\"EUR\"},\"q\":1500,"
  "\"iban\":\"DE89370400440532013000\",\"phone\":\"+37322123456\",\"list\":[\"x\",\"y\"],"
  "\"none\":[],\"sub\":[{\"t\":[{\"u\":\"deep\"}]}]}";

static const struct {
  const char *body;
  const char *text;
} expressions[] = {
  { "<p>{{a}}</p>", "text" },
  { "<p>{{a|upper1}}</p>", "Text" },
  { "<p>{{ m | money }}</p>", "1,234.56" },
  { "<p>{{m|money:code}}</p>", "1,234.56\u00a0EUR" },
  { "<p>{{p|price}}</p>", "12.34" },
  { "<p>{{p4|price}}</p>", "1.2345" },
  { "<p>{{q|qty}}</p>", "1.5" },
  { "<p>{{n|int}}</p>", "21" },
  { "<p>{{day|date}}</p>", "5 Mar 2026" },
  { "<p>{{day|date:'d MMMM yyyy'}}</p>", "5 March 2026" },
  { "<p>{{day|date:«d MMMM yyyy»}}</p>", "5 March 2026" },
  { "<p>{{n|words|upper1}}</p>", "Twenty-one" },
  { "<p>{{iban|iban}}</p>", "DE89 3704 0044 0532 0130 00" },
  { "<p>{{phone|phone}}</p>", "+373 22 123 456" },
  { "<p>{{n}} {{n|plural:'item','items'}}</p>", "21 items" },
  { "<p>{{empty|default:'—'}}</p>", "—" },
  { "<p>{{missing|default:'—'}}</p>", "—" },
  { "<p>{{list|join}}</p>", "x, y" },
  { "<p>{{list|join:' / '}}</p>", "x / y" },
  { "<p>{{list.count}}</p>", "2" },
  { "<p>a&#10;{{empty|default:''}}&#10;b</p>", "a\nb" },
  { "<p>\n  a   b\n  <s>c</s> d  </p>", "a b c d" },
  { "<p>x<b if='zero'>no</b><b if='yes'>yes</b></p>", "xyes" },
  { "<p if='a'>1</p><p if='empty'>2</p><p if='none'>3</p><p if='zero'>4</p><p if='m0'>5</p>", "1" },
  { "<p if='not empty and a'>1</p><p if=\"a = 'text'\">2</p><p if='not a = «text»'>3</p>", "1\n2" },
  { "<p if='m > 1234'>1</p><p if='m > 1234.56'>2</p><p if='n > 20'>3</p><p if='n = 21'>4</p>",
    "1\n3\n4" },
  { "<p if='nothing.at.all'>1</p><p if='not nothing'>2</p>", "2" },
  { "<p if='yes = true'>1</p>", "1" },
  { "<p each='list' as='l'>{{l}}</p>", "x\ny" },
  { "<keep each='sub' as='s'><p each='s.t' as='t'>{{t.u}}</p></keep>", "deep" },
  { "<p>{{m|words}}</p>", "one thousand two hundred thirty-four euros and fifty-six cents" },
};

static void
test_expressions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (expressions); i++) {
    g_autofree char *xml = sample_document (expressions[i].body);
    g_autoptr (CrmPaper) paper = sample_paper_from_text (xml, expression_context);
    g_autofree char *text = crm_paper_to_text (paper);

    g_test_message ("%s", expressions[i].body);
    g_assert_cmpstr (g_strchomp (text), ==, expressions[i].text);
    g_assert_cmpstr (crm_paper_get_problems (paper)[0], ==, NULL);
  }
}

static const struct {
  const char *body;
  const char *says;
} problems[] = {
  { "<p>{{doc.titel}}</p>", "no field “doc.titel”" },
  { "<p>{{doc.title}}</p>", "“doc.title” is empty" },
  { "<p>{{org.bank.bic}}</p>", "“org.bank.bic” is empty" },
  { "<p>{{a|money}}</p>", "“a” has a value" },
  { "<p>{{q|date}}</p>", "“q” has a value" },
  { "<p>{{m|money:RUB}}</p>", "“m” has a value" },
  { "<p>{{list}}</p>", "“list” has a value" },
  { "<keep each='sub' as='s'><p each='s.t' as='t'>{{t.no}}</p></keep>", "“sub.t.no”" },
  { "<p>中</p>", "U+4E2D" },
  { "<qr kind='epc'/>", "QR" },
  { "<image src='{{a}}'/>", "“a”" },
  { "<image src='data:image/png;base64,AAAA'/>", "picture" },
  { "<table each='items' as='i'><col title='x' width='*'>{{i.n}}</col></table>", "“items” is" },
};

static void
test_problems (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++) {
    g_autofree char *xml = sample_document (problems[i].body);
    g_autoptr (CrmPaper) paper = sample_paper_from_text (xml, expression_context);
    const char *const *found = crm_paper_get_problems (paper);
    g_autoptr (GBytes) pdf = crm_paper_to_pdf (paper, NULL);

    g_test_message ("%s: %s", problems[i].body, found[0]);
    g_assert_nonnull (found[0]);
    g_assert_nonnull (strstr (found[0], problems[i].says));
    g_assert_null (found[1]);
    /* It can be looked at all the same. */
    g_assert_nonnull (pdf);
  }
}

/* A value that is no English word must not break the marker. */
static void
test_missing_is_marked (void)
{
  g_autofree char *xml = sample_document ("<p>No {{doc.number}} of {{doc.date|date}}</p>");
  g_autoptr (CrmPaper) paper = sample_paper_from_text (xml, "{\"doc\":{}}");
  g_autoptr (CrmPaper) draft = sample_paper_from_text (xml, "{\"doc\":{\"draft\":true}}");
  g_autofree char *text = crm_paper_to_text (paper);
  g_autofree char *draft_text = crm_paper_to_text (draft);

  g_assert_nonnull (strstr (text, "No {{doc.number}} of {{doc.date}}"));
  g_assert_cmpuint (g_strv_length ((char **)crm_paper_get_problems (paper)), ==, 2);
  g_assert_nonnull (strstr (draft_text, "No — of {{doc.date}}"));
  g_assert_nonnull (strstr (draft_text, "DRAFT"));
  g_assert_cmpuint (g_strv_length ((char **)crm_paper_get_problems (draft)), ==, 1);
}

/* Control characters and broken UTF-8 of a context do not get into a paper. */
static void
test_dirty_values (void)
{
  g_autofree char *xml = sample_document ("<p>{{a}}</p>");
  g_autoptr (CrmPaper) paper =
               sample_paper_from_text (xml, "{\"a\":\"one\\u0007\\r\\ntwo\\tthree{{doc.x}}\"}");
  g_autofree char *text = crm_paper_to_text (paper);

  g_assert_cmpstr (text, ==, "one\ntwo three{{doc.x}}\n");
  g_assert_null (crm_paper_get_problems (paper)[0]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/template/wrong", test_wrong);
  g_test_add_func ("/render/template/facts", test_facts);
  g_test_add_func ("/render/template/expressions", test_expressions);
  g_test_add_func ("/render/template/problems", test_problems);
  g_test_add_func ("/render/template/missing-is-marked", test_missing_is_marked);
  g_test_add_func ("/render/template/dirty-values", test_dirty_values);
  return g_test_run ();
}
