/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"
#include "model/crm-query.h"

G_BEGIN_DECLS

/* Conditions as people say them: "City is Iași", "Due is before today". */

/* The title of a record that a condition names; NULL when it is not known. (transfer none) */
typedef const char *(*CrmTitleFunc) (gint64 id, gpointer user_data);

/* "Client › City". (transfer full): what cannot be followed stays as it is written. */
char *crm_path_to_words (CrmSchema *schema, const CrmEntity *entity, const char *path);

/* @title: (nullable). (transfer full) */
char *crm_condition_to_words (const CrmCondition *self,
                              CrmSchema *schema,
                              const CrmEntity *entity,
                              CrmTitleFunc title,
                              gpointer user_data,
                              CrmLang lang);

/* "today+7" as "in 7 days"; the field's own words for a key or a number. (transfer full) */
char *crm_condition_value_to_words (const CrmField *field,
                                    const char *value,
                                    CrmTitleFunc title,
                                    gpointer user_data,
                                    CrmLang lang);

/* What a test is called: "is", "contains", "before". Static, translated. */
const char *crm_test_get_label (CrmTest test, const CrmField *field);
/* Whether the test makes sense for the field. */
gboolean crm_test_suits (CrmTest test, const CrmField *field);

G_END_DECLS
