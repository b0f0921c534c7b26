/* The thread pool of a package.
 *
 * A kernel splits its work into as many independent tasks as there are threads. The workers spin for some ten microseconds after a kernel, because the next one usually follows at once,
 * and sleep after that. While one thread has the pool, kernels of other threads run serially. */
#define _GNU_SOURCE
#include "dycl_runtime.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_THREADS 2
#define MAX_THREADS 256
#define SPINS 2000

typedef struct {
  void *sync;
  int32_t num_task;
} task_group;
typedef int (*parallel_task)(int, task_group *, void *);

static pthread_mutex_t busy = PTHREAD_MUTEX_INITIALIZER; /* held while a kernel uses the pool */
static pthread_mutex_t sleep_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
__thread int32_t dycl_serial;

static atomic_int sleepers, stopping;
static atomic_int wanted_threads = DEFAULT_THREADS;
static int worker_count;
static pthread_t workers[MAX_THREADS];

/* The tasks of the current job that nobody has begun: a serial number of the job in the upper 32 bits,
 * then the number of its tasks, then the next task, 16 bits each. */
static atomic_uint_least64_t ticket;
static uint32_t serial;

static struct {
  parallel_task task;
  void *data;
  task_group group;
  atomic_int finished, failed;
  char error[1024];
} job;

static inline void relax(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static int has_work(void) {
  uint64_t current = atomic_load(&ticket);
  return (current & 0xffff) < (current >> 16 & 0xffff);
}

/* The number of a task that is now the caller's to run, or -1. While it runs the job stays what it is. */
static int claim_task(void) {
  uint64_t current = atomic_load(&ticket);
  while ((current & 0xffff) < (current >> 16 & 0xffff))
    if (atomic_compare_exchange_weak(&ticket, &current, current + 1)) return (int)(current & 0xffff);
  return -1;
}

static void run_task(int index) {
  if (job.task(index, &job.group, job.data) && !atomic_exchange(&job.failed, 1))
    snprintf(job.error, sizeof job.error, "%s", dycl_last_error());
  atomic_fetch_add(&job.finished, 1);
}

static void wait_for_work(void) {
  for (int i = 0; i < SPINS; ++i) {
    if (has_work() || atomic_load(&stopping)) return;
    relax();
  }
  pthread_mutex_lock(&sleep_mutex);
  atomic_fetch_add(&sleepers, 1);
  while (!has_work() && !atomic_load(&stopping)) pthread_cond_wait(&wake, &sleep_mutex);
  atomic_fetch_sub(&sleepers, 1);
  pthread_mutex_unlock(&sleep_mutex);
}

static void wake_sleepers(void) {
  if (!atomic_load(&sleepers)) return;
  pthread_mutex_lock(&sleep_mutex);
  pthread_cond_broadcast(&wake);
  pthread_mutex_unlock(&sleep_mutex);
}

static void *work(void *unused) {
  (void)unused;
  while (!atomic_load(&stopping)) {
    wait_for_work();
    for (int index; (index = claim_task()) >= 0;) run_task(index);
  }
  return NULL;
}

/* The caller holds `busy`. */
static void stop_workers(void) {
  atomic_store(&stopping, 1);
  wake_sleepers();
  for (int i = 0; i < worker_count; ++i) pthread_join(workers[i], NULL);
  worker_count = 0;
  atomic_store(&stopping, 0);
}

/* The caller holds `busy`. Where a thread can't be had, the pool is smaller. */
static void start_workers(void) {
  int wanted = atomic_load(&wanted_threads) - 1;
  if (worker_count == wanted) return;
  stop_workers();
  while (worker_count < wanted && !pthread_create(&workers[worker_count], NULL, work, NULL))
    ++worker_count;
}

int dycl_parallel_launch(void *function, void *data, int count) {
  parallel_task task = (parallel_task)function;
  if (count == 1 || dycl_serial || atomic_load(&wanted_threads) == 1 ||
      pthread_mutex_trylock(&busy)) {
    task_group alone = {NULL, 1};
    return task(0, &alone, data);
  }
  start_workers();
  int threads = worker_count + 1;
  int tasks = count > 0 && count < threads ? count : threads;
  job.task = task;
  job.data = data;
  job.group.num_task = tasks;
  atomic_store(&job.finished, 0);
  atomic_store(&job.failed, 0);
  atomic_store(&ticket, (uint64_t)++serial << 32 | (uint64_t)tasks << 16 | 1);
  wake_sleepers();
  /* The caller runs task 0, and whatever the workers have not begun by then: it never waits for a
   * thread that the system has no core for. */
  for (int index = 0; index >= 0; index = claim_task()) run_task(index);
  for (int spins = 0; atomic_load(&job.finished) < tasks; ++spins) {
    if (spins < SPINS) relax();
    else sched_yield();
  }
  int failed = atomic_load(&job.failed);
  if (failed) dycl_set_error(job.error);
  pthread_mutex_unlock(&busy);
  return failed ? -1 : 0;
}

int32_t dycl_num_threads(void) { return atomic_load(&wanted_threads); }

void dycl_set_num_threads(int32_t count) {
  if (count < 1) count = 1;
  if (count > MAX_THREADS) count = MAX_THREADS;
  atomic_store(&wanted_threads, count);
}

/* A forked child has the calling thread alone: it starts workers of its own when it needs them. */
static void forget_workers(void) {
  pthread_mutex_init(&busy, NULL);
  pthread_mutex_init(&sleep_mutex, NULL);
  pthread_cond_init(&wake, NULL);
  atomic_store(&sleepers, 0);
  atomic_store(&ticket, 0);
  worker_count = 0;
}

__attribute__((constructor)) static void initialise(void) {
  cpu_set_t cores;
  int available = sched_getaffinity(0, sizeof cores, &cores) ? DEFAULT_THREADS : CPU_COUNT(&cores);
  const char *setting = getenv("DYCL_NUM_THREADS");
  int threads = setting ? atoi(setting) : 0;
  if (threads < 1) threads = available < DEFAULT_THREADS ? available : DEFAULT_THREADS;
  dycl_set_num_threads(threads);
  pthread_atfork(NULL, NULL, forget_workers);
}

/* Before the code of the workers is unmapped. */
__attribute__((destructor)) static void finish(void) {
  if (pthread_mutex_trylock(&busy)) return;
  stop_workers();
  pthread_mutex_unlock(&busy);
}
