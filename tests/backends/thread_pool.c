/* Three threads share the pool while its size changes; then a task fails. Prints "ok".
 *
 * Also of use with -fsanitize=thread. */
#include "dycl_runtime.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                          \
  if (!(condition)) {                                             \
    printf("line %d: %s does not hold\n", __LINE__, #condition);  \
    exit(1);                                                      \
  }

typedef struct {
  void *sync;
  int32_t num_task;
} task_group;

int dycl_parallel_launch(void *task, void *data, int count);

static int count_run(int task, task_group *group, void *data) {
  atomic_int *runs = data;
  CHECK(task < group->num_task);
  atomic_fetch_add(&runs[task], 1);
  return 0;
}

static int fail_in_task_1(int task, task_group *group, void *data) {
  (void)group, (void)data;
  if (task != 1) return 0;
  dycl_set_error("task 1 failed");
  return -1;
}

/* A launch inside a task runs on the thread of that task. */
static int launch_again(int task, task_group *group, void *data) {
  (void)task, (void)group;
  atomic_int runs[8] = {0};
  CHECK(dycl_parallel_launch((void *)count_run, runs, 0) == 0);
  CHECK(runs[0] == 1 && runs[1] == 0);
  atomic_fetch_add((atomic_int *)data, 1);
  return 0;
}

static void *launch_often(void *unused) {
  for (int i = 0; i < 20000; ++i) {
    atomic_int runs[8] = {0};
    CHECK(dycl_parallel_launch((void *)count_run, runs, i % 3) == 0);
    int tasks = 0;
    while (tasks < 8 && runs[tasks] == 1) ++tasks;
    CHECK(tasks >= 1 && tasks <= 4);
    for (int task = tasks; task < 8; ++task) CHECK(runs[task] == 0);
    if (i % 1000 == 0) dycl_set_num_threads(1 + i / 1000 % 4);
  }
  return unused;
}

int main(void) {
  pthread_t threads[3];
  for (int i = 0; i < 3; ++i) CHECK(pthread_create(&threads[i], NULL, launch_often, NULL) == 0);
  for (int i = 0; i < 3; ++i) CHECK(pthread_join(threads[i], NULL) == 0);
  dycl_set_num_threads(4);
  for (int i = 0; i < 100; ++i) {
    CHECK(dycl_parallel_launch((void *)fail_in_task_1, NULL, 0) != 0);
    CHECK(strcmp(dycl_last_error(), "task 1 failed") == 0);
    dycl_set_error("");
  }
  atomic_int nested = 0;
  CHECK(dycl_parallel_launch((void *)launch_again, &nested, 0) == 0);
  CHECK(nested == 4);
  dycl_serial = 1;
  CHECK(dycl_parallel_launch((void *)launch_again, &nested, 0) == 0);
  CHECK(nested == 5);
  puts("ok");
}
