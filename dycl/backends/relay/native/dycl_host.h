/* What a host program that was printed as C is written with. Its numbers are Python's: what would raise there
 * raises here, and an integer beyond 64 bits raises OverflowError. */
#ifndef DYCL_HOST_H
#define DYCL_HOST_H

#include "dycl_runtime.h"

#include <math.h>
#include <setjmp.h>
#include <stdbool.h>
#include <string.h>

typedef uint16_t dycl_half; /* the bits of a float16 */

/* One run of a host program. */
typedef struct {
  char *arena;
  dycl_block *blocks;
  void *const *weights;
  jmp_buf end;
} dycl_frame;

typedef void (*dycl_program)(dycl_frame *frame, void *const *inputs, void *const *outputs);

/* Run `program` with an arena of its own and blocks for rows, and return how it ended: 0, DYCL_FAILED or
 * DYCL_RAISED. */
int32_t dycl_enter(dycl_program program, size_t arena_bytes, int32_t block_count, void *const *inputs,
                   void *const *weights, void *const *outputs);

#define DYCL_SUBNETWORK(name) int32_t dycl_run_##name(void *const *, void *const *, void *const *)
#define DYCL_HOST_PROGRAM(name, arena_bytes, block_count)                                                \
  DYCL_PUBLIC int32_t dycl_run_##name(void *const *inputs, void *const *weights, void *const *outputs) { \
    return dycl_enter(name, arena_bytes, block_count, inputs, weights, outputs);                         \
  }

/* A place in the arena. */
#define AT(offset) ((void *)(frame->arena + (offset)))

/* Memory for rows. */
#define BLOCK(number) (&frame->blocks[number])

/* Call a sub-network with the weights of one of its instances. */
#define CALL(name, instance, inputs, outputs) \
  call(frame, dycl_run_##name, instance##_weights, inputs, outputs)
#define IN(...) ((void *[]){__VA_ARGS__})
#define OUT(...) ((void *[]){__VA_ARGS__})

static inline void call(dycl_frame *frame, dycl_entry entry, int32_t weights, void *const *inputs,
                        void *const *outputs) {
  if (entry(inputs, frame->weights + weights, outputs)) longjmp(frame->end, DYCL_FAILED);
}

/* An argument where kernels can read it: in place, or copied to the arena. */
static inline void *aligned(dycl_frame *frame, void *given, size_t offset, size_t size) {
  if ((uintptr_t)given % DYCL_ALIGNMENT == 0) return given;
  return memcpy(frame->arena + offset, given, size);
}

/* What a loop hands to its next iteration; NULL where nothing computed it. */
static inline void *carry(void *place, const void *source, size_t size) {
  return source ? memcpy(place, source, size) : NULL;
}

static inline dycl_rows rows_of(void *data, int64_t count) { return (dycl_rows){data, count}; }

/* Each of `rows` as `parts` rows. */
static inline dycl_rows split_rows(dycl_rows rows, int64_t parts) {
  return (dycl_rows){rows.data, rows.count * parts};
}

/* Where `rows` are, of which there must be `count`, or a RuntimeError is raised. */
void *exactly(dycl_frame *frame, dycl_rows rows, int64_t count);

/* A copy of `rows` in `block`; none where nothing computed them. */
dycl_rows carry_rows(dycl_frame *frame, dycl_block *block, dycl_rows rows, size_t row_bytes);

/* The rows of all `parts`, one part after the other, in `block`. */
dycl_rows join_rows(dycl_frame *frame, dycl_block *block, size_t row_bytes, const dycl_rows *parts, int count);
#define PARTS(...) ((dycl_rows[]){__VA_ARGS__})

/* A copy in `block` of the rows from `start` to before `end`, which count as in Python. */
dycl_rows slice_rows(dycl_frame *frame, dycl_block *block, size_t row_bytes, dycl_rows rows, int64_t start,
                     int64_t end);

/* One dimension of a tensor: its number, its extent, how often the extents before it repeat it, and the bytes of
 * one element along it. */
typedef struct {
  int axis;
  int64_t extent, repeats;
  size_t bytes;
} dycl_axis;
#define AXIS(...) ((dycl_axis){__VA_ARGS__})

/* `target` with the element `index` along `axis` of `source`, as Python counts; IndexError where there is none. */
void *select_at(dycl_frame *frame, void *target, const void *source, dycl_axis axis, int64_t index);

/* `target` with `source`, but with `part` as the element `index` along `axis`. */
void *replace_at(dycl_frame *frame, void *target, const void *source, const void *part, dycl_axis axis,
                 int64_t index);

/* A value in the message of an exception. */
typedef struct {
  enum { DYCL_TRUTH, DYCL_INTEGER, DYCL_NUMBER } kind;
  int64_t integer;
  double number;
} dycl_value;

static inline dycl_value truth(bool value) { return (dycl_value){DYCL_TRUTH, value, 0}; }
static inline dycl_value integer(int64_t value) { return (dycl_value){DYCL_INTEGER, value, 0}; }
static inline dycl_value number(double value) { return (dycl_value){DYCL_NUMBER, 0, value}; }

/* Leave the program with an exception; `{}` in the message stand for the values in order. */
_Noreturn void raise_error(dycl_frame *frame, const char *exception, const char *message,
                           const dycl_value *values);

_Noreturn void raise_overflow(dycl_frame *frame);

static inline int64_t add(dycl_frame *frame, int64_t left, int64_t right) {
  int64_t sum;
  if (__builtin_add_overflow(left, right, &sum)) raise_overflow(frame);
  return sum;
}

static inline int64_t subtract(dycl_frame *frame, int64_t left, int64_t right) {
  int64_t difference;
  if (__builtin_sub_overflow(left, right, &difference)) raise_overflow(frame);
  return difference;
}

static inline int64_t multiply(dycl_frame *frame, int64_t left, int64_t right) {
  int64_t product;
  if (__builtin_mul_overflow(left, right, &product)) raise_overflow(frame);
  return product;
}

static inline int64_t absolute(dycl_frame *frame, int64_t value) {
  return value < 0 ? subtract(frame, 0, value) : value;
}

static inline int64_t least(int64_t left, int64_t right) { return right < left ? right : left; }
static inline int64_t greatest(int64_t left, int64_t right) { return right > left ? right : left; }

/* Rounded towards zero; the remainder has the sign of `left`. */
int64_t truncated_quotient(dycl_frame *frame, int64_t left, int64_t right);
int64_t truncated_remainder(dycl_frame *frame, int64_t left, int64_t right);

/* Rounded down, and rounded up. */
int64_t quotient(dycl_frame *frame, int64_t left, int64_t right);
int64_t ceiling_quotient(dycl_frame *frame, int64_t left, int64_t right);

int64_t shift_left(dycl_frame *frame, int64_t value, int64_t bits);
int64_t shift_right(dycl_frame *frame, int64_t value, int64_t bits);
int64_t int_power(dycl_frame *frame, int64_t base, int64_t exponent);

/* `value` rounded towards zero. */
int64_t int_of(dycl_frame *frame, double value);

double divide(dycl_frame *frame, double left, double right);
double power(dycl_frame *frame, double base, double exponent);

/* Python's `//` and `%`, rounded down, and its `math.fmod`, which has the sign of `left`. */
double floor_divide(dycl_frame *frame, double left, double right);
double modulo(dycl_frame *frame, double left, double right);
double float_remainder(dycl_frame *frame, double left, double right);

/* Python's `round(value, digits)`; `digits` is not negative. */
double rounded(double value, int digits);

/* Python's `math.hypot`, to the last bit. */
double distance(double x, double y);

/* `result` of a function of Python's `math` at `argument`; an infinite result is an overflow or outside of the
 * function's domain. */
double checked(dycl_frame *frame, double argument, double result, bool may_overflow);

/* NaN if either is. */
static inline double minimum(double left, double right) {
  return isunordered(left, right) ? (double)NAN : right < left ? right : left;
}
static inline double maximum(double left, double right) {
  return isunordered(left, right) ? (double)NAN : right > left ? right : left;
}

/* NaN only if both are. */
static inline double minimum_number(double left, double right) {
  return isnan(left) ? right : right < left ? right : left;
}
static inline double maximum_number(double left, double right) {
  return isnan(left) ? right : right > left ? right : left;
}

/* The number that the bits of a float16 stand for. */
double half(dycl_half bits);

#endif
