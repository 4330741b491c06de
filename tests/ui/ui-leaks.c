/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dl_iterate_phdr() of glibc. */
#define _GNU_SOURCE
#include "config.h"

#include "ui-leaks.h"

#if defined(__SANITIZE_ADDRESS__) && defined(__linux__)
#  include <link.h>
#  include <string.h>

/* Of sanitizer/allocator_interface.h, which comes with clang alone. */
extern int __sanitizer_get_ownership (const volatile void *block);
extern size_t __sanitizer_get_allocated_size (const volatile void *block);

/* Quarks in GLib's first table. */
#  define FIRST_QUARKS 2048

/* Remembered here, it is no leak. */
static gconstpointer first_table;

static gboolean
is_table (gconstpointer candidate)
{
  const char *const *table = candidate;

  return __sanitizer_get_ownership (candidate) != 0 &&
         __sanitizer_get_allocated_size (candidate) == FIRST_QUARKS * sizeof *table &&
         table[1] == g_quark_to_string (1) && table[2] == g_quark_to_string (2);
}

/* Looks for it in what the library may write to. */
static int
look_in_library (struct dl_phdr_info *library, size_t size, void *unused)
{
  if (strstr (library->dlpi_name, "libglib-2.0") == NULL)
    return 0;
  for (guint i = 0; i < library->dlpi_phnum; i++) {
    const ElfW (Phdr) *part = &library->dlpi_phdr[i];
    const gconstpointer *words = (gconstpointer)(library->dlpi_addr + part->p_vaddr);

    if (part->p_type != PT_LOAD || (part->p_flags & PF_W) == 0)
      continue;
    for (gsize k = 0; k < part->p_memsz / sizeof *words; k++)
      if (is_table (words[k]))
        first_table = words[k];
  }
  return 1;
}

void
ui_leaks_expect (void)
{
  dl_iterate_phdr (look_in_library, NULL);
  g_assert_nonnull (first_table);
}

#else

void
ui_leaks_expect (void)
{
}

#endif
