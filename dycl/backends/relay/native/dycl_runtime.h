/* What the generated code of a package calls, and what a host program calls in a package. */
#ifndef DYCL_RUNTIME_H
#define DYCL_RUNTIME_H

#include <stddef.h>
#include <stdint.h>

#define DYCL_PUBLIC __attribute__((visibility("default")))
#define DYCL_ALIGNMENT 64

/* DLPack's tensor descriptor, as TVM's kernels take it. */
typedef struct {
  void *data;
  struct {
    int32_t type, id;
  } device;
  int32_t ndim;
  struct {
    uint8_t code, bits;
    uint16_t lanes;
  } dtype;
  int64_t *shape;
  int64_t *strides; /* NULL: row-major without gaps */
  uint64_t byte_offset;
} DLTensor;

typedef union {
  int64_t v_int64;
  double v_float64;
  void *v_handle;
} TVMValue;

/* A kernel as TVM compiles it; 0 is success. */
typedef int32_t (*dycl_kernel)(void *arguments, int32_t *type_codes, int32_t count, void *result,
                               int32_t *result_code, void *resource);

/* A sub-network. Every buffer is row-major and aligned to DYCL_ALIGNMENT bytes; outputs overlap
 * nothing else. 0 is success; otherwise dycl_last_error() says what went wrong. Reentrant. */
typedef int32_t (*dycl_entry)(void *const *inputs, void *const *constants, void *const *outputs);

DYCL_PUBLIC const char *dycl_last_error(void);

/* How many threads a kernel may use, the calling thread included; at least 1. */
DYCL_PUBLIC int32_t dycl_num_threads(void);
DYCL_PUBLIC void dycl_set_num_threads(int32_t count);

/* For generated code: this thread's workspace of at least `size` bytes, or NULL. Its content lasts until
 * the next call of dycl_workspace by the same thread. */
void *dycl_workspace(size_t size);

/* For generated code: while it is not 0, kernels of this thread run on this thread alone. */
extern __thread int32_t dycl_serial;

/* For generated code: what dycl_last_error() says to this thread from now on. */
void dycl_set_error(const char *message);

#endif
