/* Calls the package of test_native.py's `Everything` through dycl.h, and prints what comes back. */
#include <dycl.h>

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const int64_t shape[] = {2, 3}, other[] = {3, 2};

typedef struct {
  dycl_model *model;
  float *x;
  int64_t *steps;
  float y[6], last[6];
  int64_t count;
  bool grew;
} call;

static int32_t run(call *this, int64_t *steps) {
  const dycl_tensor inputs[] = {{this->x, DYCL_FLOAT32, 2, shape}, {steps, DYCL_INT64, 0, NULL}};
  const dycl_tensor outputs[] = {{this->y, DYCL_FLOAT32, 2, shape},
                                 {&this->count, DYCL_INT64, 0, NULL},
                                 {&this->grew, DYCL_BOOL, 0, NULL}};
  return dycl_forward(this->model, inputs, 2, outputs, 3);
}

static void show(call *this, int64_t steps) {
  int32_t code = run(this, &steps);
  printf("%d", code);
  if (code) printf(" [%s] %s\n", dycl_last_exception(), dycl_last_error());
  else printf(" %lld %d %.9g %.9g\n", (long long)this->count, this->grew, this->y[0], this->y[5]);
}

static void *repeat(void *argument) {
  call *this = argument;
  int64_t steps = 3;
  for (int i = 0; i < 200; ++i)
    if (run(this, &steps)) return this;
  return NULL;
}

int main(int count, char **arguments) {
  char message[300];
  if (count != 2) return 2;
  dycl_model *model = dycl_open(arguments[1], message, sizeof message);
  if (!model) {
    puts(message);
    return 1;
  }
  printf("%d %d\n", dycl_input_count(model), dycl_output_count(model));
  printf("%s %d\n", dycl_input_type(model, 1)->name, dycl_input_type(model, 2) == NULL);

  /* Not at a multiple of 64 bytes. */
  _Alignas(64) float memory[7] = {0};
  for (int i = 0; i < 6; ++i) memory[1 + i] = 0.25f * (float)i;
  call first = {.model = model, .x = memory + 1};
  for (int64_t steps = 0; steps < 4; ++steps) show(&first, steps);
  show(&first, -1);
  show(&first, 100);
  dycl_reset(model);
  show(&first, 2);

  int64_t steps = 1;
  const dycl_tensor good = {memory, DYCL_FLOAT32, 2, shape}, number = {&steps, DYCL_INT64, 0, NULL};
  const dycl_tensor wrong_shape[] = {{memory, DYCL_FLOAT32, 2, other}, number};
  const dycl_tensor wrong_type[] = {good, {&steps, DYCL_FLOAT64, 0, NULL}};
  const dycl_tensor no_data[] = {{NULL, DYCL_FLOAT32, 2, shape}, number};
  printf("%d ", dycl_forward(model, wrong_shape, 2, NULL, 3));
  puts(dycl_last_error());
  printf("%d ", dycl_forward(model, wrong_type, 2, NULL, 3));
  puts(dycl_last_error());
  printf("%d ", dycl_forward(model, no_data, 2, NULL, 3));
  puts(dycl_last_error());
  printf("%d ", dycl_forward(model, wrong_type, 1, NULL, 3));
  puts(dycl_last_error());

  /* Four threads, one state: each call counts once. */
  dycl_reset(model);
  pthread_t threads[4];
  call calls[4];
  float inputs[4][6];
  memset(inputs, 0, sizeof inputs);
  for (int i = 0; i < 4; ++i) {
    calls[i] = (call){.model = model, .x = inputs[i]};
    pthread_create(&threads[i], NULL, repeat, &calls[i]);
  }
  for (int i = 0; i < 4; ++i) {
    void *failed;
    pthread_join(threads[i], &failed);
    if (failed) puts("failed");
  }
  steps = 0;
  if (!run(&first, &steps)) printf("%lld\n", (long long)first.count);
  dycl_close(model);
  return 0;
}
