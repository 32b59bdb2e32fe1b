// SPDX-License-Identifier: Apache-2.0

#include "Mutation.h"

#include <stdio.h>
#include <stdlib.h>

enum { limit = 4096 };

static int awake;
static char asked[limit];

_Bool isMutant(int number) {
  asked[number] = 1;
  return number == awake;
}

__attribute__((constructor)) static void readEnvironment(void) {
  const char *number = getenv("MUTANT");
  awake = number ? atoi(number) : 0;
}

/// Writes the numbers that were asked for to the file that MUTANTS_ASKED names.
__attribute__((destructor)) static void writeAsked(void) {
  const char *path = getenv("MUTANTS_ASKED");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  for (int number = 1; number < limit; number++) {
    if (asked[number]) fprintf(file, "%d\n", number);
  }
  fclose(file);
}
