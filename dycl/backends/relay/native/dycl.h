/* Runs a compiled dynamic network from C: `dycl compile --host native` writes this file into the package,
 * beside the model.so that implements it. One call runs the whole network, whatever path it takes.
 *
 *   char message[256];
 *   dycl_model *model = dycl_open("package", message, sizeof message);
 *   int64_t image_shape[] = {1, 1, 8, 8}, logits_shape[] = {1, 10};
 *   dycl_tensor image = {pixels, DYCL_FLOAT32, 4, image_shape};
 *   dycl_tensor result = {logits, DYCL_FLOAT32, 2, logits_shape};
 *   if (dycl_forward(model, &image, 1, &result, 1)) puts(dycl_last_error());
 *   dycl_close(model);
 *
 * Link with package/model.so, or load it with dlopen. A program that uses several packages loads each with
 * dlopen and RTLD_LOCAL, since all have the same names. */
#ifndef DYCL_H
#define DYCL_H

#include <stddef.h>
#include <stdint.h>

#define DYCL_PUBLIC __attribute__((visibility("default")))

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
  DYCL_BOOL, /* one byte, 0 or 1 */
  DYCL_INT8,
  DYCL_INT16,
  DYCL_INT32,
  DYCL_INT64,
  DYCL_UINT8,
  DYCL_FLOAT16,
  DYCL_FLOAT32,
  DYCL_FLOAT64
} dycl_dtype;

/* What the functions below return. */
enum {
  DYCL_OK = 0,
  DYCL_FAILED = -1,      /* out of memory, or a kernel failed */
  DYCL_RAISED = -2,      /* the network raised an exception: see dycl_last_exception() */
  DYCL_WRONG_INPUT = -3, /* number, shape or dtype of a tensor is not what was compiled */
};

/* A tensor in the caller's memory: row-major without gaps. A host scalar (Python's bool, int or float) is a
 * tensor of rank 0 and type DYCL_BOOL, DYCL_INT64 or DYCL_FLOAT64. Data at a multiple of 64 bytes is read in
 * place, other data is copied first. `shape` may be NULL where the rank is 0. */
typedef struct {
  void *data;
  dycl_dtype dtype;
  int32_t rank;
  const int64_t *shape;
} dycl_tensor;

/* What a network takes or gives at one place. An extent of a result that only a call knows is -1. */
typedef struct {
  const char *name; /* as in Python: "x", "state[0]"; results are called "result 0", "result 1", ... */
  dycl_dtype dtype;
  int32_t rank;
  const int64_t *shape;
} dycl_tensor_type;

typedef struct dycl_model dycl_model;

/* Open the package in the folder `directory`. Where it is missing, damaged or for another processor, this
 * returns NULL and writes why into `message`, up to `size` bytes with the final 0. The weights are mapped,
 * not read: processes that open the same package share them. */
DYCL_PUBLIC dycl_model *dycl_open(const char *directory, char *message, size_t size);
DYCL_PUBLIC void dycl_close(dycl_model *model);

/* Run the network. Inputs and outputs are those of the Python module, nested values leaf by leaf from left to
 * right. The outputs' data is written, and valid only, where DYCL_OK is returned; it overlaps nothing else.
 * The data and shape of an output whose type has an extent of -1 are not read: see dycl_last_result().
 *
 * Any number of threads may call this for the same model. A model that keeps something from call to call
 * takes one call at a time. Memory for intermediate results belongs to the calling thread and is freed when
 * that thread ends: only its first call allocates, and one that needs more for tensors of run-time extents than
 * any before it. */
DYCL_PUBLIC int32_t dycl_forward(dycl_model *model, const dycl_tensor *inputs, int32_t input_count,
                                 const dycl_tensor *outputs, int32_t output_count);

/* The result number `index` of the last call of this thread, where its type has an extent of -1: the shape is that
 * of the result. Valid until the thread's next call; NULL where the call did not give it. */
DYCL_PUBLIC const dycl_tensor *dycl_last_result(int32_t index);

/* Forget earlier calls: what the model keeps from call to call starts anew. */
DYCL_PUBLIC void dycl_reset(dycl_model *model);

DYCL_PUBLIC int32_t dycl_input_count(const dycl_model *model);
DYCL_PUBLIC int32_t dycl_output_count(const dycl_model *model);
/* NULL where there is no such input or output. */
DYCL_PUBLIC const dycl_tensor_type *dycl_input_type(const dycl_model *model, int32_t index);
DYCL_PUBLIC const dycl_tensor_type *dycl_output_type(const dycl_model *model, int32_t index);

/* About the last call of this thread that failed: what went wrong, and the exception's class: "ValueError", or
 * "module:Class" for one of the network's own. Valid until the thread's next call. */
DYCL_PUBLIC const char *dycl_last_error(void);
DYCL_PUBLIC const char *dycl_last_exception(void);

/* How many threads a kernel may use, the calling thread included; at least 1. It begins as what the package was
 * compiled for, or as DYCL_NUM_THREADS in the environment. */
DYCL_PUBLIC int32_t dycl_num_threads(void);
DYCL_PUBLIC void dycl_set_num_threads(int32_t count);

#ifdef __cplusplus
}
#endif

#endif
