/* Classifies handwritten digits with a SkipNet that dycl compiled. For each image, one line: the class, then
 * the logits.
 *
 *     dycl compile examples/skipnet.py:make_trained --inputs digit.npz --host native -o package
 *     cc -Ipackage examples/c/main.c package/model.so -Wl,-rpath,package -o classify
 *     ./classify package images.f32
 *
 * images.f32 holds 8x8 pixels an image, as 32-bit floats. */
#include <dycl.h>

#include <stdio.h>
#include <stdlib.h>

enum { PIXELS = 64, CLASSES = 10 };

static int fail(const char *message) {
  fprintf(stderr, "error: %s\n", message);
  return EXIT_FAILURE;
}

int main(int count, char **arguments) {
  if (count != 3) return fail("usage: classify PACKAGE IMAGES");
  char message[256];
  dycl_model *model = dycl_open(arguments[1], message, sizeof message);
  if (!model) return fail(message);
  FILE *images = fopen(arguments[2], "rb");
  if (!images) return fail("cannot read the images");

  /* Aligned to 64 bytes, the image is read where it is. */
  _Alignas(64) float image[PIXELS];
  float logits[CLASSES];
  const int64_t image_shape[] = {1, 1, 8, 8}, logits_shape[] = {1, CLASSES};
  const dycl_tensor input = {image, DYCL_FLOAT32, 4, image_shape};
  const dycl_tensor output = {logits, DYCL_FLOAT32, 2, logits_shape};

  while (fread(image, sizeof image, 1, images) == 1) {
    if (dycl_forward(model, &input, 1, &output, 1)) return fail(dycl_last_error());
    int best = 0;
    for (int i = 1; i < CLASSES; ++i)
      if (logits[i] > logits[best]) best = i;
    printf("%d", best);
    for (int i = 0; i < CLASSES; ++i) printf(" %.9g", logits[i]);
    printf("\n");
  }
  fclose(images);
  dycl_close(model);
  return EXIT_SUCCESS;
}
