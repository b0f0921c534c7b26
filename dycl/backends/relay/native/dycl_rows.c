/* Computes any number of rows with sub-networks for fixed numbers of rows. */
#include "dycl_runtime.h"

#include <string.h>

typedef struct {
  int64_t rows;
  dycl_entry entry;
  void *const *constants;
} row_tile;

typedef struct {
  int32_t inputs, outputs, tiles;
  const int64_t *row_bytes; /* of the inputs, then the outputs; 0: the same for all rows */
  const row_tile *tile;     /* in ascending order, the first one for a single row */
} dycl_row_call;

static size_t aligned_size(int64_t size) {
  return ((size_t)size + DYCL_ALIGNMENT - 1) / DYCL_ALIGNMENT * DYCL_ALIGNMENT;
}

/* The smallest tile for all of the rows, unless most of it would be wasted; else the largest one that they
 * fill. */
static const row_tile *tile_for(const dycl_row_call *call, int64_t rows) {
  const row_tile *best = &call->tile[0];
  for (int i = 1; i < call->tiles; ++i) {
    const row_tile *tile = &call->tile[i];
    if (tile->rows > 2 * rows) break;
    best = tile;
    if (tile->rows >= rows) break;
  }
  return best;
}

/* Runs `tile` on the rows from `first` on, of which there are `count`. What is not aligned is copied to
 * `scratch` and back; where there are fewer rows than the tile has, the first one is there several times. */
static int run_tile(const dycl_row_call *call, const row_tile *tile, int64_t first, int64_t count,
                    void *const *arrays, char *scratch) {
  int all = call->inputs + call->outputs;
  void *buffers[all];
  for (int i = 0; i < all; ++i) {
    int64_t bytes = call->row_bytes[i];
    char *place = (char *)arrays[i] + first * bytes;
    buffers[i] = place;
    if (!bytes || (count == tile->rows && (uintptr_t)place % DYCL_ALIGNMENT == 0)) continue;
    buffers[i] = scratch;
    if (i < call->inputs) {
      memcpy(scratch, place, (size_t)(count * bytes));
      for (int64_t row = count; row < tile->rows; ++row)
        memcpy(scratch + row * bytes, place, (size_t)bytes);
    }
    scratch += aligned_size(tile->rows * bytes);
  }
  if (tile->entry(buffers, tile->constants, buffers + call->inputs)) return -1;
  for (int i = call->inputs; i < all; ++i) {
    char *place = (char *)arrays[i] + first * call->row_bytes[i];
    if (buffers[i] != place) memcpy(place, buffers[i], (size_t)(count * call->row_bytes[i]));
  }
  return 0;
}

/* `arrays` are the inputs, then the outputs, row-major; inputs without rows are aligned. 0 is success. */
DYCL_PUBLIC int32_t dycl_run_rows(const dycl_row_call *call, int64_t rows, void *const *arrays) {
  size_t size = DYCL_ALIGNMENT;
  for (int i = 0; i < call->inputs + call->outputs; ++i)
    size += aligned_size(call->tile[call->tiles - 1].rows * call->row_bytes[i]);
  char *scratch = dycl_arena(size);
  if (!scratch) return -1;
  for (int64_t done = 0; done < rows;) {
    const row_tile *tile = tile_for(call, rows - done);
    int64_t first = done, count = tile->rows;
    if (first + count > rows) { /* some rows a second time, or fewer rows */
      first = rows > count ? rows - count : 0;
      count = rows - first;
    }
    if (run_tile(call, tile, first, count, arrays, scratch)) return -1;
    done = first + count;
  }
  return 0;
}
