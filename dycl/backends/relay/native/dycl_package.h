/* What the build says of a package: generated code defines it, dycl_model.c reads it. */
#ifndef DYCL_PACKAGE_H
#define DYCL_PACKAGE_H

#include "dycl_runtime.h"

/* The bytes of the weights file that one pointer of the host program's weights points to. */
typedef struct {
  uint64_t offset, size;
} dycl_weight;

/* After a call, the host program's output `output` is written into the caller's input `input`. */
typedef struct {
  int32_t input, output;
} dycl_update;

/* The host program's inputs are those of the caller, then the state; its outputs are the caller's, the next
 * state, and then others that are written into inputs. */
typedef struct {
  const char *weights_file;
  uint64_t weights_size, header_size, header_hash; /* FNV-1a of the file's first header_size bytes */
  const char *cpu_features;                        /* as Linux names them, separated by spaces */
  int32_t threads;
  int32_t input_count, output_count, state_count, update_count, other_count, weight_count;
  const dycl_tensor_type *inputs, *outputs;
  const dycl_update *updates;
  const dycl_weight *weights;
  int32_t state; /* the number of the first weight that is a first state */
} dycl_package;

extern const dycl_package dycl_this_package;

#endif
