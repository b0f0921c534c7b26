/* Calls a sub-network on NumPy arrays without a Python object per tensor.
 *
 * The fields read here have had these places in every NumPy since 1.0; the loader checks them against an
 * array of its own before it uses this path. */
#include "dycl_runtime.h"

#include <stdarg.h>

#define MAX_ARRAYS 64
#define C_CONTIGUOUS 1

typedef struct {
  intptr_t reference_count;
  void *type;
  void *data;
  int32_t ndim;
  intptr_t *shape;
  intptr_t *strides;
  void *base;
  void *dtype;
  int32_t flags;
} numpy_array;

typedef struct {
  void *dtype;
  int32_t ndim;
  const int64_t *shape;
} array_type;

typedef struct {
  dycl_entry entry;
  void *const *constants;
  void *ndarray;
  int32_t inputs, outputs, alignment; /* of the inputs, in bytes */
  const array_type *types;            /* of the inputs */
} dycl_numpy_call;

static int fits(const numpy_array *array, const array_type *type, const dycl_numpy_call *call) {
  if (array->type != call->ndarray || array->dtype != type->dtype || array->ndim != type->ndim ||
      !(array->flags & C_CONTIGUOUS) || (uintptr_t)array->data % (uintptr_t)call->alignment)
    return 0;
  for (int i = 0; i < type->ndim; ++i)
    if (array->shape[i] != type->shape[i]) return 0;
  return 1;
}

/* The arrays follow: the inputs, then the outputs. Returns 0, or -1 when a kernel failed, or 1 + i when
 * input i can't be passed as it is: another type, shape or layout, or not aligned. */
DYCL_PUBLIC int32_t dycl_call_numpy(const dycl_numpy_call *call, ...) {
  void *buffers[MAX_ARRAYS];
  va_list arguments;
  va_start(arguments, call);
  int bad = 0;
  for (int i = 0; i < call->inputs + call->outputs; ++i) {
    const numpy_array *array = va_arg(arguments, const numpy_array *);
    if (i < call->inputs && !fits(array, &call->types[i], call)) {
      bad = i + 1;
      break;
    }
    buffers[i] = array->data;
  }
  va_end(arguments);
  if (bad) return bad;
  return call->entry(buffers, call->constants, buffers + call->inputs);
}
