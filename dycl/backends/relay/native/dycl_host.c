/* How a host program runs, and the arithmetic of Python's numbers that can raise. */
#include "dycl_host.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>

int32_t dycl_enter(dycl_program program, size_t arena_bytes, int32_t block_count, void *const *inputs,
                   void *const *weights, void *const *outputs) {
  dycl_frame frame = {.arena = dycl_arena(arena_bytes), .weights = weights};
  if (!frame.arena) return DYCL_FAILED;
  if (block_count && !(frame.blocks = dycl_blocks(block_count))) return DYCL_FAILED;
  switch (setjmp(frame.end)) {
    case 0:
      program(&frame, inputs, outputs);
      return DYCL_OK;
    case DYCL_RAISED:
      return DYCL_RAISED;
    default:
      return DYCL_FAILED;
  }
}

typedef struct {
  char *text;
  size_t size, used;
} buffer;

static void append(buffer *target, const char *text, size_t length) {
  if (length > target->size - 1 - target->used) length = target->size - 1 - target->used;
  memcpy(target->text + target->used, text, length);
  target->used += length;
  target->text[target->used] = 0;
}

/* The shortest digits that mean `value`, written as Python does. */
static void append_number(buffer *target, double value) {
  char text[40];
  if (!isfinite(value)) {
    const char *name = isnan(value) ? "nan" : value < 0 ? "-inf" : "inf";
    append(target, name, strlen(name));
    return;
  }
  int digits = 1;
  do snprintf(text, sizeof text, "%.*e", digits - 1, value);
  while (strtod(text, NULL) != value && ++digits <= 17);
  int exponent = atoi(strchr(text, 'e') + 1);
  if (exponent >= -4 && exponent < 16) {
    int decimals = digits - 1 - exponent;
    snprintf(text, sizeof text, "%.*f", decimals < 1 ? 1 : decimals, value);
  }
  append(target, text, strlen(text));
}

static void append_value(buffer *target, const dycl_value *value, const char *format, size_t length) {
  char text[400], specification[16] = "%";
  if (length) {
    memcpy(specification + 1, format, length);
    specification[length + 1] = 0;
    snprintf(text, sizeof text, specification,
             value->kind == DYCL_NUMBER ? value->number : (double)value->integer);
  } else if (value->kind == DYCL_NUMBER) {
    append_number(target, value->number);
    return;
  } else if (value->kind == DYCL_TRUTH) {
    snprintf(text, sizeof text, "%s", value->integer ? "True" : "False");
  } else {
    snprintf(text, sizeof text, "%lld", (long long)value->integer);
  }
  append(target, text, strlen(text));
}

_Noreturn void raise_error(dycl_frame *frame, const char *exception, const char *message,
                           const dycl_value *values) {
  char text[1000] = "";
  buffer target = {text, sizeof text, 0};
  while (*message) {
    if (message[0] == '{' && message[1] != '{') {
      const char *end = strchr(message, '}');
      const char *format = message[1] == ':' ? message + 2 : end;
      append_value(&target, values++, format, (size_t)(end - format));
      message = end + 1;
    } else {
      append(&target, message, 1);
      message += (message[0] == '{' || message[0] == '}') && message[1] == message[0] ? 2 : 1;
    }
  }
  dycl_set_error(text);
  dycl_set_exception(exception);
  longjmp(frame->end, DYCL_RAISED);
}

_Noreturn void raise_overflow(dycl_frame *frame) {
  raise_error(frame, "OverflowError", "an integer needs more than 64 bits", NULL);
}

static _Noreturn void raise_division_by_zero(dycl_frame *frame, const char *message) {
  raise_error(frame, "ZeroDivisionError", message, NULL);
}

int64_t truncated_quotient(dycl_frame *frame, int64_t left, int64_t right) {
  if (!right) raise_division_by_zero(frame, "integer division or modulo by zero");
  if (right == -1) return subtract(frame, 0, left);
  return left / right;
}

int64_t truncated_remainder(dycl_frame *frame, int64_t left, int64_t right) {
  if (!right) raise_division_by_zero(frame, "integer division or modulo by zero");
  return right == -1 ? 0 : left % right;
}

int64_t quotient(dycl_frame *frame, int64_t left, int64_t right) {
  int64_t result = truncated_quotient(frame, left, right);
  return truncated_remainder(frame, left, right) && (left < 0) != (right < 0) ? result - 1 : result;
}

int64_t ceiling_quotient(dycl_frame *frame, int64_t left, int64_t right) {
  int64_t result = truncated_quotient(frame, left, right);
  return truncated_remainder(frame, left, right) && (left < 0) == (right < 0) ? result + 1 : result;
}

int64_t shift_left(dycl_frame *frame, int64_t value, int64_t bits) {
  if (bits < 0) raise_error(frame, "ValueError", "negative shift count", NULL);
  if (value == 0) return 0;
  if (bits == 63 && value == -1) return INT64_MIN;
  if (bits > 62) raise_overflow(frame);
  return multiply(frame, value, (int64_t)1 << bits);
}

int64_t shift_right(dycl_frame *frame, int64_t value, int64_t bits) {
  if (bits < 0) raise_error(frame, "ValueError", "negative shift count", NULL);
  return value >> (bits > 63 ? 63 : bits);
}

int64_t int_power(dycl_frame *frame, int64_t base, int64_t exponent) {
  if (exponent < 0) raise_error(frame, "ValueError", "a negative power is no integer", NULL);
  int64_t result = 1;
  while (exponent) {
    if (exponent & 1) result = multiply(frame, result, base);
    exponent >>= 1;
    if (exponent) base = multiply(frame, base, base);
  }
  return result;
}

int64_t int_of(dycl_frame *frame, double value) {
  if (isnan(value)) raise_error(frame, "ValueError", "cannot convert float NaN to integer", NULL);
  if (isinf(value)) raise_error(frame, "OverflowError", "cannot convert float infinity to integer", NULL);
  if (value < -0x1p63 || value >= 0x1p63) raise_overflow(frame);
  return (int64_t)value;
}

double divide(dycl_frame *frame, double left, double right) {
  if (right == 0) raise_division_by_zero(frame, "float division by zero");
  return left / right;
}

double power(dycl_frame *frame, double base, double exponent) {
  if (base == 0 && exponent < 0)
    raise_division_by_zero(frame, "0.0 cannot be raised to a negative power");
  double result = pow(base, exponent);
  if (isfinite(base) && isfinite(exponent)) {
    if (isnan(result)) raise_error(frame, "ValueError", "the power is a complex number", NULL);
    if (isinf(result)) raise_error(frame, "OverflowError", "(34, 'Numerical result out of range')", NULL);
  }
  return result;
}

double floor_divide(dycl_frame *frame, double left, double right) {
  if (right == 0) raise_division_by_zero(frame, "float floor division by zero");
  double remainder = fmod(left, right);
  double result = (left - remainder) / right; /* a whole number but for rounding */
  if (remainder != 0 && (right < 0) != (remainder < 0)) result -= 1;
  if (result == 0) return copysign(0, left / right);
  double below = floor(result);
  return result - below > 0.5 ? below + 1 : below;
}

double modulo(dycl_frame *frame, double left, double right) {
  if (right == 0) raise_division_by_zero(frame, "float modulo");
  double remainder = fmod(left, right);
  if (remainder == 0) return copysign(0, right);
  return (right < 0) != (remainder < 0) ? remainder + right : remainder;
}

double float_remainder(dycl_frame *frame, double left, double right) {
  double result = fmod(left, right);
  if (isnan(result) && !isunordered(left, right)) raise_error(frame, "ValueError", "math domain error", NULL);
  return result;
}

double rounded(double value, int digits) {
  char text[700]; /* 309 digits before the point and 323 behind it */
  if (!isfinite(value) || digits > 323) return value;
  snprintf(text, sizeof text, "%.*f", digits, value);
  return strtod(text, NULL);
}

/* A sum of squares, from 1 to 3, and what it was rounded by. */
typedef struct {
  double total, rest, rest_of_squares;
} squares;

static squares add_square(squares sum, double factor, double other) {
  double square = factor * other, total = sum.total + square;
  sum.rest_of_squares += fma(factor, other, -square);
  sum.rest += sum.total - total + square;
  sum.total = total;
  return sum;
}

/* As CPython computes it: squares without rounding errors, and a step of Newton's method behind the root. */
double distance(double x, double y) {
  x = fabs(x), y = fabs(y);
  double largest = fmax(x, y);
  if (isinf(largest)) return largest;
  if (isunordered(x, y)) return (double)NAN;
  if (largest == 0) return 0;
  int exponent;
  frexp(largest, &exponent);
  if (exponent < -1023) return DBL_MIN * distance(x / DBL_MIN, y / DBL_MIN);
  double scale = ldexp(1, -exponent);
  squares sum = {1, 0, 0};
  sum = add_square(sum, x * scale, x * scale);
  sum = add_square(sum, y * scale, y * scale);
  double root = sqrt(sum.total - 1 + (sum.rest_of_squares + sum.rest));
  sum = add_square(sum, -root, root);
  root += (sum.total - 1 + (sum.rest_of_squares + sum.rest)) / (2 * root);
  return root / scale;
}

double checked(dycl_frame *frame, double argument, double result, bool may_overflow) {
  if (isnan(result) && !isnan(argument)) raise_error(frame, "ValueError", "math domain error", NULL);
  if (isinf(result) && isfinite(argument)) {
    if (may_overflow) raise_error(frame, "OverflowError", "math range error", NULL);
    raise_error(frame, "ValueError", "math domain error", NULL);
  }
  return result;
}

double half(dycl_half bits) {
  int exponent = bits >> 10 & 31, fraction = bits & 1023;
  double magnitude = exponent == 31 ? (fraction ? (double)NAN : INFINITY)
                     : exponent     ? ldexp(fraction + 1024, exponent - 25)
                                    : ldexp(fraction, -24);
  return bits >> 15 ? -magnitude : magnitude;
}
