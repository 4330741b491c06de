/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CRM_ERROR:
 *
 * The one error domain of Kontor. A message says what happened, to which record, and what to do;
 * cancellation stays %G_IO_ERROR_CANCELLED.
 */
#define CRM_ERROR (crm_error_quark ())

/**
 * CrmError:
 * @CRM_ERROR_NOT_FOUND: no such record, entity, field or file.
 * @CRM_ERROR_CONFLICT: somebody else changed the same field since it was read.
 * @CRM_ERROR_UNIQUE: a value that must be unique exists already.
 * @CRM_ERROR_BUSY: another desktop held the office file for too long.
 * @CRM_ERROR_READ_ONLY: the office file cannot be written.
 * @CRM_ERROR_FULL: no space left.
 * @CRM_ERROR_CORRUPT: the office file or another input is damaged.
 * @CRM_ERROR_FOREIGN: the file is not an office of Kontor.
 * @CRM_ERROR_NEWER: the file was written by a newer Kontor.
 * @CRM_ERROR_INVALID: a value, word or template is not acceptable.
 * @CRM_ERROR_DENIED: the person has no right to this, or the record is frozen.
 * @CRM_ERROR_GONE: the office was closed or its file moved away.
 * @CRM_ERROR_OLDER: the office file is of an earlier layout and has to be upgraded first.
 * @CRM_ERROR_IO: reading or writing failed for another reason.
 */
typedef enum {
  CRM_ERROR_NOT_FOUND,
  CRM_ERROR_CONFLICT,
  CRM_ERROR_UNIQUE,
  CRM_ERROR_BUSY,
  CRM_ERROR_READ_ONLY,
  CRM_ERROR_FULL,
  CRM_ERROR_CORRUPT,
  CRM_ERROR_FOREIGN,
  CRM_ERROR_NEWER,
  CRM_ERROR_INVALID,
  CRM_ERROR_DENIED,
  CRM_ERROR_GONE,
  CRM_ERROR_OLDER,
  CRM_ERROR_IO,
} CrmError;

GQuark crm_error_quark (void);

/* The name of a code as batch answers and tests write it: "conflict", "read-only", … */
const char *crm_error_name (CrmError code);

G_END_DECLS
