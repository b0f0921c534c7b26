/* Workspaces, errors, and the functions that TVM's kernels expect of whoever loads them. */
#include "dycl_runtime.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CACHED_BLOCKS 16

/* Everything that belongs to one thread, so that calls from several threads share nothing. */
typedef struct {
  dycl_block workspace, arena, descriptions;
  dycl_block scratch[CACHED_BLOCKS];
  dycl_block *rows;
  int32_t row_blocks;
  int registered;
  char error[1024], exception[256];
} thread_state;

static __thread thread_state state;
static pthread_key_t cleanup_key;
static pthread_once_t cleanup_once = PTHREAD_ONCE_INIT;

static void free_thread_state(void *argument) {
  thread_state *ending = argument;
  free(ending->workspace.data);
  free(ending->arena.data);
  free(ending->descriptions.data);
  for (int i = 0; i < CACHED_BLOCKS; ++i) free(ending->scratch[i].data);
  for (int i = 0; i < ending->row_blocks; ++i) free(ending->rows[i].data);
  free(ending->rows);
  memset(ending, 0, sizeof *ending);
}

static void make_cleanup_key(void) { pthread_key_create(&cleanup_key, free_thread_state); }

static void register_cleanup(void) {
  if (state.registered) return;
  pthread_once(&cleanup_once, make_cleanup_key);
  pthread_setspecific(cleanup_key, &state);
  state.registered = 1;
}

static int grow(dycl_block *target, size_t size) {
  if (target->size >= size) return 1;
  size = (size + DYCL_ALIGNMENT - 1) / DYCL_ALIGNMENT * DYCL_ALIGNMENT;
  free(target->data);
  target->data = aligned_alloc(DYCL_ALIGNMENT, size);
  target->size = target->data ? size : 0;
  register_cleanup();
  return target->data != NULL;
}

void dycl_set_error(const char *message) {
  snprintf(state.error, sizeof state.error, "%s", message);
}

const char *dycl_last_error(void) { return state.error; }

void dycl_set_exception(const char *exception) {
  snprintf(state.exception, sizeof state.exception, "%s", exception);
}

const char *dycl_last_exception(void) { return state.exception; }

void *dycl_at_least(dycl_block *target, size_t size) {
  if (!grow(target, size ? size : 1)) {
    dycl_set_error("out of memory for intermediate results");
    return NULL;
  }
  return target->data;
}

void *dycl_workspace(size_t size) { return dycl_at_least(&state.workspace, size); }

void *dycl_arena(size_t size) { return dycl_at_least(&state.arena, size); }

void *dycl_descriptions(size_t size) { return dycl_at_least(&state.descriptions, size); }

dycl_block *dycl_blocks(int32_t count) {
  if (count > state.row_blocks) {
    register_cleanup();
    dycl_block *rows = realloc(state.rows, (size_t)count * sizeof *rows);
    if (!rows) {
      dycl_set_error("out of memory for intermediate results");
      return NULL;
    }
    memset(rows + state.row_blocks, 0, (size_t)(count - state.row_blocks) * sizeof *rows);
    state.rows = rows;
    state.row_blocks = count;
  }
  return state.rows;
}

/* Scratch memory inside a kernel. Blocks stay cached: a kernel asks for the same sizes at each call. */
static void *alloc_workspace(int device_type, int device_id, uint64_t size, int code, int bits) {
  (void)device_type, (void)device_id, (void)code, (void)bits;
  dycl_block *best = NULL;
  for (int i = 0; i < CACHED_BLOCKS; ++i) {
    dycl_block *candidate = &state.scratch[i];
    if (candidate->used) continue;
    int fits = candidate->size >= size;
    int best_fits = best && best->size >= size;
    if (!best || (fits && (!best_fits || candidate->size < best->size)) ||
        (!fits && !best_fits && candidate->size < best->size))
      best = candidate;
  }
  if (!best) {
    dycl_block fresh = {NULL, 0, 1};
    return grow(&fresh, size ? size : 1) ? fresh.data : NULL;
  }
  if (!grow(best, size ? size : 1)) return NULL;
  best->used = 1;
  return best->data;
}

static int free_workspace(int device_type, int device_id, void *data) {
  (void)device_type, (void)device_id;
  for (int i = 0; i < CACHED_BLOCKS; ++i) {
    if (state.scratch[i].data == data) {
      state.scratch[i].used = 0;
      return 0;
    }
  }
  free(data);
  return 0;
}

/* In dycl_threads.c. */
int dycl_parallel_launch(void *task, void *data, int count);

/* TVM's object files declare these as weak pointers for their loader to fill in; here they are filled
 * in by the linker. */
void *(*__TVMBackendAllocWorkspace)(int, int, uint64_t, int, int) = alloc_workspace;
int (*__TVMBackendFreeWorkspace)(int, int, void *) = free_workspace;
int (*__TVMBackendParallelLaunch)(void *, void *, int) = dycl_parallel_launch;
void (*__TVMAPISetLastError)(const char *) = dycl_set_error;
