/* The tensor operators of host programs: those that copy. */
#include "dycl_host.h"

/* Where `count` rows go in `block`: its old content is lost. */
static dycl_rows make_rows(dycl_frame *frame, dycl_block *block, size_t row_bytes, int64_t count) {
  size_t size = row_bytes * (size_t)count;
  /* Twice as much as there was, so that a list that grows by one row at a time is seldom allocated. */
  if (size > block->size && size < 2 * block->size) size = 2 * block->size;
  if (!dycl_at_least(block, size)) longjmp(frame->end, DYCL_FAILED);
  return (dycl_rows){block->data, count};
}

static char *copy(char *target, const void *source, size_t size) {
  return size ? (char *)memcpy(target, source, size) + size : target;
}

void *exactly(dycl_frame *frame, dycl_rows rows, int64_t count) {
  if (rows.count != count && rows.data)
    raise_error(frame, "RuntimeError", "a tensor has {} rows, and {} are expected",
                (dycl_value[]){integer(rows.count), integer(count)});
  return rows.data;
}

dycl_rows carry_rows(dycl_frame *frame, dycl_block *block, dycl_rows rows, size_t row_bytes) {
  if (!rows.data) return rows;
  dycl_rows result = make_rows(frame, block, row_bytes, rows.count);
  copy(result.data, rows.data, row_bytes * (size_t)rows.count);
  return result;
}

dycl_rows join_rows(dycl_frame *frame, dycl_block *block, size_t row_bytes, const dycl_rows *parts, int count) {
  int64_t total = 0;
  for (int i = 0; i < count; ++i) total += parts[i].count;
  dycl_rows result = make_rows(frame, block, row_bytes, total);
  char *end = result.data;
  for (int i = 0; i < count; ++i) end = copy(end, parts[i].data, row_bytes * (size_t)parts[i].count);
  return result;
}

/* `position` as Python's slices take it: from the end where it is negative, and within the rows. */
static int64_t clamp(int64_t position, int64_t count) {
  if (position < 0) position += count;
  return least(greatest(position, 0), count);
}

dycl_rows slice_rows(dycl_frame *frame, dycl_block *block, size_t row_bytes, dycl_rows rows, int64_t start,
                     int64_t end) {
  start = clamp(start, rows.count);
  end = greatest(clamp(end, rows.count), start);
  dycl_rows result = make_rows(frame, block, row_bytes, end - start);
  copy(result.data, (const char *)rows.data + row_bytes * (size_t)start, row_bytes * (size_t)(end - start));
  return result;
}

static size_t position_of(dycl_frame *frame, dycl_axis axis, int64_t index) {
  int64_t position = index < 0 ? index + axis.extent : index;
  if (position < 0 || position >= axis.extent)
    raise_error(frame, "IndexError", "index {} is out of bounds for axis {} with size {}",
                (dycl_value[]){integer(index), integer(axis.axis), integer(axis.extent)});
  return (size_t)position * axis.bytes;
}

void *select_at(dycl_frame *frame, void *target, const void *source, dycl_axis axis, int64_t index) {
  const char *from = (const char *)source + position_of(frame, axis, index);
  char *to = target;
  for (int64_t i = 0; i < axis.repeats; ++i, from += axis.bytes * (size_t)axis.extent)
    to = copy(to, from, axis.bytes);
  return target;
}

void *replace_at(dycl_frame *frame, void *target, const void *source, const void *part, dycl_axis axis,
                 int64_t index) {
  size_t period = axis.bytes * (size_t)axis.extent;
  char *to = (char *)target + position_of(frame, axis, index);
  copy(target, source, period * (size_t)axis.repeats);
  for (int64_t i = 0; i < axis.repeats; ++i, to += period)
    copy(to, (const char *)part + axis.bytes * (size_t)i, axis.bytes);
  return target;
}
