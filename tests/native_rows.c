/* Calls the captioner of test_native.py through dycl.h on images from a file, and prints the captions, whose lengths
 * only a call knows, and the sum of where it looked. */
#include <dycl.h>

#include <pthread.h>
#include <stdio.h>

enum { PIXELS = 3 * 16 * 16 };

static const int64_t image_shape[] = {1, 3, 16, 16};

typedef struct {
  dycl_model *model;
  const char *file;
  FILE *output;
} job;

static void show(FILE *output, const dycl_tensor *words, const dycl_tensor *places) {
  double sum = 0;
  for (int64_t i = 0; i < places->shape[0] * 16; ++i) sum += (double)((float *)places->data)[i];
  fprintf(output, "%d %lld %dx%lldx%lldx%lld %.6f:", words->rank, (long long)words->shape[0], places->rank,
          (long long)places->shape[0], (long long)places->shape[1], (long long)places->shape[2], sum);
  for (int64_t i = 0; i < words->shape[0]; ++i) fprintf(output, " %lld", (long long)((int64_t *)words->data)[i]);
  fputc('\n', output);
}

static void *run(void *argument) {
  job *this = argument;
  float pixels[PIXELS];
  FILE *images = fopen(this->file, "rb");
  while (images && fread(pixels, sizeof pixels, 1, images)) {
    const dycl_tensor image = {pixels, DYCL_FLOAT32, 4, image_shape};
    const dycl_tensor results[] = {{NULL, DYCL_INT64, 1, NULL}, {NULL, DYCL_FLOAT32, 3, NULL}};
    if (dycl_forward(this->model, &image, 1, results, 2)) fprintf(this->output, "%s\n", dycl_last_error());
    else show(this->output, dycl_last_result(0), dycl_last_result(1));
  }
  if (images) fclose(images);
  return NULL;
}

int main(int count, char **arguments) {
  char message[300];
  if (count != 3) return 2;
  dycl_model *model = dycl_open(arguments[1], message, sizeof message);
  if (!model) {
    puts(message);
    return 1;
  }
  const dycl_tensor_type *places = dycl_output_type(model, 1);
  printf("%lld %lld %lld\n", (long long)places->shape[0], (long long)places->shape[1], (long long)places->shape[2]);
  job here = {model, arguments[2], stdout};
  run(&here);

  /* At the same time in two threads. */
  job jobs[2];
  pthread_t threads[2];
  for (int i = 0; i < 2; ++i) {
    jobs[i] = (job){model, arguments[2], tmpfile()};
    pthread_create(&threads[i], NULL, run, &jobs[i]);
  }
  for (int i = 0; i < 2; ++i) {
    pthread_join(threads[i], NULL);
    rewind(jobs[i].output);
    for (int c; (c = fgetc(jobs[i].output)) != EOF;) putchar(c);
    fclose(jobs[i].output);
  }

  const dycl_tensor wrong[] = {{NULL, DYCL_INT64, 1, NULL}, {NULL, DYCL_FLOAT64, 3, NULL}};
  float pixels[PIXELS] = {0};
  const dycl_tensor image = {pixels, DYCL_FLOAT32, 4, image_shape};
  printf("%d ", dycl_forward(model, &image, 1, wrong, 2));
  printf("%d %s\n", dycl_last_result(0) == NULL, dycl_last_error());
  dycl_close(model);
  return 0;
}
