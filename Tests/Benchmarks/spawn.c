// Runs a program again and again and prints, for each run, its nanoseconds and peak kilobytes.
//
// usage: spawn COUNT OUTPUT PROGRAM [ARGUMENT...]
//
// In C, as a process begins with the peak of the one that starts it, and Python's is large.
// SPDX-License-Identifier: Apache-2.0

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int count, char **words) {
  if (count < 4) return 2;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, words[2], O_WRONLY | O_CREAT | O_TRUNC, 0666);
  for (int run = atoi(words[1]); run > 0; run--) {
    pid_t process;
    int status;
    struct rusage usage;
    long long begin = now();
    if (posix_spawnp(&process, words[3], &actions, NULL, words + 3, environ)) return 2;
    wait4(process, &status, 0, &usage);
    long long end = now();
    if (status) return 1;
    printf("%lld %ld\n", end - begin, usage.ru_maxrss);
  }
  return 0;
}
