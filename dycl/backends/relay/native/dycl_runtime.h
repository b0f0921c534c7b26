/* What the generated code of a package calls, and what a host program calls in a package. */
#ifndef DYCL_RUNTIME_H
#define DYCL_RUNTIME_H

#include "dycl.h"

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

/* A tensor with one extent that is known at run time only, `count`. The extents before it are 1, so that it is
 * that many rows, one after the other. */
typedef struct {
  void *data;
  int64_t count;
} dycl_rows;

/* A sub-network, or a host program. Every buffer is row-major and aligned to DYCL_ALIGNMENT bytes; outputs overlap
 * nothing else. An output that has rows is a dycl_rows instead, which the host program fills in: what that points
 * to lasts until this thread's next call. 0 is success; otherwise dycl_last_error() says what went wrong.
 * Reentrant. */
typedef int32_t (*dycl_entry)(void *const *inputs, void *const *constants, void *const *outputs);

/* For generated code: this thread's workspace of at least `size` bytes, or NULL. Its content lasts until
 * the next call of dycl_workspace by the same thread. */
void *dycl_workspace(size_t size);

/* The same for what a host program hands from sub-network to sub-network: other memory. */
void *dycl_arena(size_t size);

/* The same for dycl_last_result(). */
void *dycl_descriptions(size_t size);

/* Memory for rows. */
typedef struct {
  void *data;
  size_t size;
  int used; /* by a kernel that asked for it */
} dycl_block;

/* This thread's first `count` blocks, or NULL: each call of a host program uses the same. */
dycl_block *dycl_blocks(int32_t count);

/* The memory of `block`, made larger, without what it held, where it has less than `size` bytes; or NULL. */
void *dycl_at_least(dycl_block *block, size_t size);

/* For generated code: while it is not 0, kernels of this thread run on this thread alone. */
extern __thread int32_t dycl_serial;

/* For generated code: what dycl_last_error() says to this thread from now on. */
void dycl_set_error(const char *message);

/* The same for the class of an exception, which dycl_last_exception() says; "" is none. */
void dycl_set_exception(const char *exception);

#endif
