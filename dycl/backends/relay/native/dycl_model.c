/* A package as a C program sees it: dycl.h. */
#define _GNU_SOURCE
#include "dycl_package.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int32_t dycl_run_forward(void *const *inputs, void *const *weights, void *const *outputs);

static const dycl_package *const package = &dycl_this_package;
static const size_t element_sizes[] = {1, 1, 2, 4, 8, 1, 2, 4, 8};
static const char *const dtype_names[] = {"bool",  "int8",    "int16",   "int32",  "int64",
                                          "uint8", "float16", "float32", "float64"};

struct dycl_model {
  void *file; /* mapped */
  void **weights;
  void *copies;            /* of the weights that the file does not align */
  void **state, **next;    /* before and after a call */
  void **others;           /* outputs that will be written into inputs */
  pthread_mutex_t running; /* held by a call of a model that keeps something */
};

static size_t size_of(const dycl_tensor_type *type) {
  size_t size = element_sizes[type->dtype];
  for (int i = 0; i < type->rank; ++i) size *= (size_t)type->shape[i];
  return size;
}

static size_t rounded(size_t size) {
  return (size + DYCL_ALIGNMENT) / DYCL_ALIGNMENT * DYCL_ALIGNMENT;
}

static void *allocate(size_t size) { return aligned_alloc(DYCL_ALIGNMENT, rounded(size)); }

/* The features of this machine's processor as Linux names them, each between spaces. */
static void read_features(char *line, size_t size) {
#ifdef __aarch64__
  /* The bits of AT_HWCAP. Emulators answer for the machine that they are, and pass on the host's /proc/cpuinfo. */
  static const char *const names[] = {
      "fp",      "asimd",    "evtstrm", "aes",  "pmull", "sha1",  "sha2", "crc32", "atomics", "fphp",   "asimdhp", "cpuid",
      "asimdrdm", "jscvt",   "fcma",    "lrcpc", "dcpop", "sha3", "sm3",  "sm4",   "asimddp", "sha512", "sve"};
  unsigned long bits = getauxval(AT_HWCAP);
  size_t length = 0;
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i)
    if (bits >> i & 1) length += (size_t)snprintf(line + length, size - length, " %s", names[i]);
  snprintf(line + length, size - length, " ");
#else
  int found = 0;
  FILE *file = fopen("/proc/cpuinfo", "r");
  while (file && !found && fgets(line, (int)size, file)) found = !strncmp(line, "flags", 5);
  if (file) fclose(file);
  if (!found) *line = 0;
  line[strcspn(line, "\n")] = ' ';
#endif
}

/* Whether the processor has all that the kernels rely on; if not, `missing` is the first that it lacks. */
static int can_run(char *missing, size_t size) {
  char line[8192] = "";
  read_features(line, sizeof line);
  for (const char *each = package->cpu_features; *each;) {
    int length = (int)strcspn(each, " ");
    char word[64];
    snprintf(word, sizeof word, " %.*s ", length, each);
    if (!strstr(line, word)) {
      snprintf(missing, size, "%.*s", length, each);
      return 0;
    }
    each += length + (each[length] == ' ');
  }
  return 1;
}

static uint64_t hash(const unsigned char *data, uint64_t size) {
  uint64_t value = 0xcbf29ce484222325;
  for (uint64_t i = 0; i < size; ++i) value = (value ^ data[i]) * 0x100000001b3;
  return value;
}

/* The weights file as bytes; NULL, and why in `message`, where it isn't the one that belongs to this code. */
static void *map_weights(const char *directory, char *message, size_t size) {
  char path[4096];
  struct stat status;
  snprintf(path, sizeof path, "%s/%s", directory, package->weights_file);
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0 || fstat(descriptor, &status)) {
    snprintf(message, size, "cannot read %s: %s", path, strerror(errno));
    if (descriptor >= 0) close(descriptor);
    return NULL;
  }
  void *data = MAP_FAILED;
  if ((uint64_t)status.st_size == package->weights_size)
    data = mmap(NULL, package->weights_size, PROT_READ, MAP_SHARED, descriptor, 0);
  close(descriptor);
  if (data != MAP_FAILED && hash(data, package->header_size) == package->header_hash) return data;
  if (data != MAP_FAILED) munmap(data, package->weights_size);
  snprintf(message, size, "%s is damaged or belongs to another model", path);
  return NULL;
}

/* Point to all weights, aligned as kernels want them. */
static int find_weights(dycl_model *model) {
  size_t size = 0;
  for (int i = 0; i < package->weight_count; ++i) {
    const dycl_weight *weight = &package->weights[i];
    if (weight->offset % DYCL_ALIGNMENT) size += rounded(weight->size);
  }
  model->weights = calloc((size_t)package->weight_count + 1, sizeof(void *));
  model->copies = allocate(size);
  if (!model->weights || !model->copies) return 0;
  char *copy = model->copies;
  for (int i = 0; i < package->weight_count; ++i) {
    const dycl_weight *weight = &package->weights[i];
    model->weights[i] = (char *)model->file + weight->offset;
    if (weight->offset % DYCL_ALIGNMENT) {
      model->weights[i] = memcpy(copy, model->weights[i], weight->size);
      copy += rounded(weight->size);
    }
  }
  return 1;
}

/* Buffers for `count` tensors of these types; those that could be had where memory ran out. */
static int make_buffers(void ***buffers, const dycl_tensor_type *types, int count) {
  *buffers = calloc((size_t)count + 1, sizeof(void *));
  for (int i = 0; *buffers && i < count; ++i)
    if (!((*buffers)[i] = allocate(size_of(&types[i])))) return 0;
  return *buffers != NULL;
}

static int keeps_something(void) { return package->state_count || package->update_count; }

static int make_state(dycl_model *model) {
  const dycl_tensor_type *state = package->inputs + package->input_count;
  const dycl_tensor_type *others = package->outputs + package->output_count + package->state_count;
  return make_buffers(&model->state, state, package->state_count) &&
         make_buffers(&model->next, state, package->state_count) &&
         make_buffers(&model->others, others, package->other_count);
}

dycl_model *dycl_open(const char *directory, char *message, size_t size) {
  char missing[64];
  if (!can_run(missing, sizeof missing)) {
    snprintf(message, size, "the package needs a processor with %s, which this one lacks", missing);
    return NULL;
  }
  void *file = map_weights(directory, message, size);
  if (!file) return NULL;
  dycl_model *model = calloc(1, sizeof *model);
  if (model) model->file = file;
  if (!model || !find_weights(model) || !make_state(model)) {
    if (model) dycl_close(model);
    else munmap(file, package->weights_size);
    snprintf(message, size, "out of memory");
    return NULL;
  }
  pthread_mutex_init(&model->running, NULL);
  dycl_reset(model);
  if (!getenv("DYCL_NUM_THREADS")) dycl_set_num_threads(package->threads);
  return model;
}

static void free_buffers(void **buffers, int count) {
  for (int i = 0; buffers && i < count; ++i) free(buffers[i]);
  free(buffers);
}

void dycl_close(dycl_model *model) {
  if (!model) return;
  free_buffers(model->state, package->state_count);
  free_buffers(model->next, package->state_count);
  free_buffers(model->others, package->other_count);
  free(model->copies);
  free(model->weights);
  munmap(model->file, package->weights_size);
  free(model);
}

void dycl_reset(dycl_model *model) {
  pthread_mutex_lock(&model->running);
  for (int i = 0; i < package->state_count; ++i) {
    size_t size = size_of(&package->inputs[package->input_count + i]);
    memcpy(model->state[i], model->weights[package->state + i], size);
  }
  pthread_mutex_unlock(&model->running);
}

/* Whether only a call knows an extent of a result. */
static int has_rows(const dycl_tensor_type *type) {
  for (int i = 0; i < type->rank; ++i)
    if (type->shape[i] < 0) return 1;
  return 0;
}

/* The last results of this thread that have rows, by their number; the others have no data. */
static __thread struct {
  dycl_tensor *tensors;
  int count;
} last;

const dycl_tensor *dycl_last_result(int32_t index) {
  return index >= 0 && index < last.count && last.tensors[index].data ? &last.tensors[index] : NULL;
}

static int32_t describe_results(const dycl_rows *rows) {
  int count = package->output_count;
  size_t extents = 0;
  for (int i = 0; i < count; ++i) extents += has_rows(&package->outputs[i]) ? (size_t)package->outputs[i].rank : 0;
  if (!extents) return DYCL_OK;
  dycl_tensor *tensors = dycl_descriptions((size_t)count * sizeof *tensors + extents * sizeof(int64_t));
  if (!tensors) return DYCL_FAILED;
  int64_t *shape = (int64_t *)(tensors + count);
  for (int i = 0; i < count; ++i) {
    const dycl_tensor_type *type = &package->outputs[i];
    tensors[i] = (dycl_tensor){.data = NULL};
    if (!has_rows(type)) continue;
    tensors[i] = (dycl_tensor){rows[i].data, type->dtype, type->rank, shape};
    for (int d = 0; d < type->rank; ++d) *shape++ = type->shape[d] < 0 ? rows[i].count : type->shape[d];
  }
  last.tensors = tensors, last.count = count;
  return DYCL_OK;
}

static int fits(const dycl_tensor *tensor, const dycl_tensor_type *type) {
  if (tensor->dtype != type->dtype || tensor->rank != type->rank) return 0;
  if (has_rows(type)) return 1;
  if (!tensor->data) return 0;
  for (int i = 0; i < type->rank; ++i)
    if (!tensor->shape || tensor->shape[i] != type->shape[i]) return 0;
  return 1;
}

/* "float32[1, 10]" */
static void describe(char *text, size_t size, uint32_t dtype, int32_t rank, const int64_t *shape) {
  int known = dtype < sizeof dtype_names / sizeof *dtype_names;
  size_t used = (size_t)snprintf(text, size, "%s[", known ? dtype_names[dtype] : "?");
  for (int i = 0; i < rank && shape && used < size; ++i) {
    const char *separator = i ? ", " : "";
    used += (size_t)(shape[i] < 0 ? snprintf(text + used, size - used, "%s?", separator)
                                  : snprintf(text + used, size - used, "%s%lld", separator, (long long)shape[i]));
  }
  if (used < size) snprintf(text + used, size - used, "]");
}

static int32_t refuse(const dycl_tensor *tensor, const dycl_tensor_type *type) {
  char expected[200], found[200], message[600];
  describe(expected, sizeof expected, type->dtype, type->rank, type->shape);
  describe(found, sizeof found, tensor->dtype, tensor->rank, tensor->shape);
  snprintf(message, sizeof message, "%s must be %s; it is %s%s", type->name, expected, found,
           tensor->data || has_rows(type) ? "" : " without data");
  dycl_set_error(message);
  return DYCL_WRONG_INPUT;
}

static int32_t check_count(const char *what, int32_t expected, int32_t found) {
  if (expected == found) return DYCL_OK;
  char message[200];
  snprintf(message, sizeof message, "the model has %d %s; %d were given", expected, what, found);
  dycl_set_error(message);
  return DYCL_WRONG_INPUT;
}

int32_t dycl_forward(dycl_model *model, const dycl_tensor *inputs, int32_t input_count,
                     const dycl_tensor *outputs, int32_t output_count) {
  dycl_set_exception("");
  last.count = 0;
  if (check_count("inputs", package->input_count, input_count)) return DYCL_WRONG_INPUT;
  if (check_count("outputs", package->output_count, output_count)) return DYCL_WRONG_INPUT;
  void *given[input_count + package->state_count + 1];
  void *results[output_count + package->state_count + package->other_count + 1];
  dycl_rows rows[output_count + 1];
  for (int i = 0; i < input_count; ++i) {
    if (!fits(&inputs[i], &package->inputs[i])) return refuse(&inputs[i], &package->inputs[i]);
    given[i] = inputs[i].data;
  }
  for (int i = 0; i < output_count; ++i) {
    if (!fits(&outputs[i], &package->outputs[i])) return refuse(&outputs[i], &package->outputs[i]);
    rows[i] = (dycl_rows){NULL, 0};
    results[i] = has_rows(&package->outputs[i]) ? &rows[i] : outputs[i].data;
  }
  if (!keeps_something()) {
    int32_t code = dycl_run_forward(given, model->weights, results);
    return code ? code : describe_results(rows);
  }
  pthread_mutex_lock(&model->running);
  for (int i = 0; i < package->state_count; ++i) {
    given[input_count + i] = model->state[i];
    results[output_count + i] = model->next[i];
  }
  for (int i = 0; i < package->other_count; ++i)
    results[output_count + package->state_count + i] = model->others[i];
  int32_t code = dycl_run_forward(given, model->weights, results);
  if (!code) {
    void **old = model->state;
    model->state = model->next;
    model->next = old;
    for (int i = 0; i < package->update_count; ++i) {
      const dycl_update *update = &package->updates[i];
      memcpy(inputs[update->input].data, results[update->output], size_of(&package->inputs[update->input]));
    }
  }
  pthread_mutex_unlock(&model->running);
  return code ? code : describe_results(rows);
}

int32_t dycl_input_count(const dycl_model *model) { return model ? package->input_count : 0; }

int32_t dycl_output_count(const dycl_model *model) { return model ? package->output_count : 0; }

const dycl_tensor_type *dycl_input_type(const dycl_model *model, int32_t index) {
  return model && index >= 0 && index < package->input_count ? &package->inputs[index] : NULL;
}

const dycl_tensor_type *dycl_output_type(const dycl_model *model, int32_t index) {
  return model && index >= 0 && index < package->output_count ? &package->outputs[index] : NULL;
}
