/* Calls a sub-network on NumPy arrays as a built-in function of Python, without a Python object per tensor.
 *
 * Neither Python nor NumPy is needed to compile or load this: the caller passes on the functions that are
 * used. The fields read here have had these places in every NumPy since 1.0 and every CPython of 64 bits with
 * its lock; the loader checks them before it uses this path. */
#include "dycl_runtime.h"

#define KEPT_BUFFERS 4
#define C_CONTIGUOUS 1

typedef struct {
  intptr_t reference_count;
  void *type;
} object;

typedef struct {
  object head;
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
  const array_type *types;                    /* of the inputs */
  int32_t inputs, outputs, alignment, tuples; /* of the inputs, in bytes; whether it returns a tuple */
  object *(*kept)[KEPT_BUFFERS]; /* of each output: arrays to use again, NULL after the last */
  /* Python's: with the inputs where they don't fit; with the number of an output, a new array for it; with the
   * entry's code, to raise an exception. */
  object *otherwise, *new_buffer, *raise;
  object *(*vectorcall)(object *callable, object *const *arguments, size_t count, object *names);
  object *(*from_long)(long value);
  object *(*new_tuple)(intptr_t size);
  int (*set_item)(object *tuple, intptr_t index, object *value);
  void (*increment)(object *value), (*decrement)(object *value);
  void *(*release_lock)(void);
  void (*acquire_lock)(void *thread);
} numpy_call;

static int fits(const numpy_array *array, const array_type *type, const numpy_call *call) {
  if (array->head.type != call->ndarray || array->dtype != type->dtype || array->ndim != type->ndim ||
      !(array->flags & C_CONTIGUOUS) || (uintptr_t)array->data % (uintptr_t)call->alignment)
    return 0;
  for (int i = 0; i < type->ndim; ++i)
    if (array->shape[i] != type->shape[i]) return 0;
  return 1;
}

static object *call_with_number(const numpy_call *call, object *callable, long value) {
  object *number = call->from_long(value);
  if (!number) return NULL;
  object *result = call->vectorcall(callable, &number, 1, NULL);
  call->decrement(number);
  return result;
}

/* A buffer for an output: one that only `kept` refers to, or a new one. */
static object *take_buffer(const numpy_call *call, int output) {
  for (int i = 0; i < KEPT_BUFFERS && call->kept[output][i]; ++i) {
    object *buffer = call->kept[output][i];
    /* A view of the array refers to it as well. */
    if ((uint32_t)buffer->reference_count == 1) {
      call->increment(buffer);
      return buffer;
    }
  }
  return call_with_number(call, call->new_buffer, output);
}

static object *as_tuple(const numpy_call *call, object **results) {
  object *tuple = call->new_tuple(call->outputs);
  for (int i = 0; i < call->outputs; ++i) {
    if (tuple) call->set_item(tuple, i, results[i]);
    else call->decrement(results[i]);
  }
  return tuple;
}

/* `self` is an array whose elements are a numpy_call, the arguments are the inputs. */
DYCL_PUBLIC object *dycl_call_numpy(object *self, object *const *arguments, intptr_t count) {
  const numpy_call *call = ((numpy_array *)self)->data;
  void *buffers[call->inputs + call->outputs + 1];
  object *results[call->outputs + 1];
  int fitting = count == call->inputs, taken = 0;
  for (int i = 0; fitting && i < call->inputs; ++i) {
    fitting = fits((const numpy_array *)arguments[i], &call->types[i], call);
    buffers[i] = fitting ? ((const numpy_array *)arguments[i])->data : NULL;
  }
  if (!fitting) return call->vectorcall(call->otherwise, arguments, (size_t)count, NULL);
  for (; taken < call->outputs && (results[taken] = take_buffer(call, taken)); ++taken)
    buffers[call->inputs + taken] = ((numpy_array *)results[taken])->data;
  if (taken == call->outputs) {
    void *thread = call->release_lock();
    int32_t code = call->entry(buffers, call->constants, buffers + call->inputs);
    call->acquire_lock(thread);
    if (!code) return call->tuples ? as_tuple(call, results) : results[0];
    call_with_number(call, call->raise, code);
  }
  while (taken) call->decrement(results[--taken]);
  return NULL;
}
