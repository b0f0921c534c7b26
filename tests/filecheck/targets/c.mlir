// RUN: dycl-opt %s -t c | filecheck %s

// Exits are returns; a loop's call writes what the next iteration reads to the half of its place that this one does
// not read, and what else a loop carries is copied there; a place is used again when what it holds isn't needed.

// CHECK:       /* What decides: the program between the sub-networks. Written by dycl. */
// CHECK-EMPTY:
// CHECK-NEXT:  #include "dycl_host.h"
// CHECK-NEXT:  #include "weights.h"
// CHECK-EMPTY:
// CHECK-NEXT:  DYCL_SUBNETWORK(stage);
// CHECK-NEXT:  DYCL_SUBNETWORK(gate);
// CHECK-NEXT:  DYCL_SUBNETWORK(block);
// CHECK-EMPTY:
// CHECK-NEXT:  static _Alignas(64) float OFFSET[2] = {1.0, 2.0};
// CHECK-EMPTY:
// CHECK-NEXT:  /* From x: float32[1, 2], n: int64[], k: int64[] to float32[1, 2], int64[]. */
// CHECK-NEXT:  static void forward(dycl_frame *frame, void *const *inputs, void *const *outputs) {
// CHECK-NEXT:    float *x, *h, *logits, *y, *g, *flat;
// CHECK-NEXT:    int64_t n, k, next, c, size;
// CHECK-NEXT:    bool *confident;
// CHECK-NEXT:    x = aligned(frame, inputs[0], 0, 8);
// CHECK-NEXT:    n = *(int64_t *)inputs[1];
// CHECK-NEXT:    k = *(int64_t *)inputs[2];
// CHECK-NEXT:    if (n < 0) {  // model.py:20
// CHECK-NEXT:      raise_error(frame, "model:TooShort", "negative: {}", (dycl_value[]){integer(n)});  // model.py:21
// CHECK-NEXT:    }
// CHECK-NEXT:    h = AT(64), logits = AT(128), confident = AT(192);
// CHECK-NEXT:    CALL(stage, stage_0, IN(x), OUT(h, logits, confident));  // model.py:12
// CHECK-NEXT:    if (*confident) {  // model.py:13
// CHECK-NEXT:      memcpy(outputs[0], logits, 8);
// CHECK-NEXT:      *(int64_t *)outputs[1] = n;
// CHECK-NEXT:      return;
// CHECK-NEXT:    }
// CHECK-NEXT:    y = AT(256);
// CHECK-NEXT:    CALL(stage, stage_1, IN(h), OUT(y, AT(0), AT(128)));  // model.py:12
// CHECK-NEXT:    next = 0;
// CHECK-NEXT:    int turn = 0;
// CHECK-NEXT:    for (;;) {
// CHECK-NEXT:      g = AT(128);
// CHECK-NEXT:      CALL(gate, gate, IN(y), OUT(g));  // model.py:30
// CHECK-NEXT:      if (!((double)*g < 10.0 && next < n)) {  // model.py:29, else
// CHECK-NEXT:        break;
// CHECK-NEXT:      }
// CHECK-NEXT:      next = add(frame, next, 1);
// CHECK-NEXT:      CALL(block, block, IN(y, OFFSET), OUT(AT(0 + turn * 64)));  // model.py:31
// CHECK-NEXT:      y = AT(0 + turn * 64);
// CHECK-NEXT:      turn = !turn;
// CHECK-NEXT:    }
// CHECK-NEXT:    int turn_1 = 0;
// CHECK-NEXT:    int64_t end = k;
// CHECK-NEXT:    for (c = 0; c < end; c++) {  // model.py:39
// CHECK-NEXT:      if (c != 1) {  // model.py:40
// CHECK-NEXT:        CALL(block, block, IN(y), OUT(AT(320)));  // model.py:41
// CHECK-NEXT:        y = AT(320);
// CHECK-NEXT:      }
// CHECK-NEXT:      y = carry(AT(128 + turn_1 * 64), y, 8);
// CHECK-NEXT:      turn_1 = !turn_1;
// CHECK-NEXT:    }
// CHECK-NEXT:    switch (k) {
// CHECK-NEXT:    case 5: {
// CHECK-NEXT:      size = multiply(frame, k, k);
// CHECK-NEXT:      break;
// CHECK-NEXT:    }
// CHECK-NEXT:    default: {
// CHECK-NEXT:      size = quotient(frame, next, k);
// CHECK-NEXT:      break;
// CHECK-NEXT:    }
// CHECK-NEXT:    }
// CHECK-NEXT:    flat = y;
// CHECK-NEXT:    memcpy(outputs[0], flat, 8);
// CHECK-NEXT:    *(int64_t *)outputs[1] = size;
// CHECK-NEXT:  }
// CHECK-EMPTY:
// CHECK-NEXT:  DYCL_HOST_PROGRAM(forward, 384, 0)

func.func private @stage(%x: tensor<1x2xf32>, %w: tensor<2xf32> {dycl.weight}) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<i1>) attributes {dycl.subnetwork} {
  %0 = aten.add.Tensor %x, %w : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %1 = aten.max %0 : (tensor<1x2xf32>) -> tensor<f32>
  %2 = aten.gt.Scalar %1 {other = 0.5} : (tensor<f32>) -> tensor<i1>
  func.return %x, %0, %2 : tensor<1x2xf32>, tensor<1x2xf32>, tensor<i1>
}
func.func private @gate(%x: tensor<1x2xf32>) -> tensor<f32> attributes {dycl.subnetwork} {
  %0 = aten.max %x : (tensor<1x2xf32>) -> tensor<f32>
  func.return %0 : tensor<f32>
}
func.func private @block(%x: tensor<1x2xf32>, %y: tensor<2xf32>) -> tensor<1x2xf32> attributes {dycl.subnetwork} {
  %0 = aten.mul.Tensor %x, %y : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  func.return %0 : tensor<1x2xf32>
}
func.func @forward(%x: tensor<1x2xf32>, %n: i64, %k: i64) -> (tensor<1x2xf32>, i64) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %ten = arith.constant 10.0 : f64
  %negative = arith.cmpi slt, %n, %zero : i64
  scf.if %negative {
    dycl.raise "model:TooShort" "negative: {}" (%n) : i64 loc("model.py":21:5)
    scf.yield
  } loc("model.py":20:5)
  %w0 = dycl.weight @a.weight : tensor<2xf32>
  %w1 = dycl.weight @b.weight : tensor<2xf32>
  %bias = dycl.weight @head.bias : tensor<2xf32>
  %offset = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %h, %logits, %confident = func.call @stage(%x, %w0) : (tensor<1x2xf32>, tensor<2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<i1>) loc("model.py":12:3)
  %0 = dycl.item %confident : tensor<i1> -> i1
  %r, %s = scf.if %0 -> (tensor<1x2xf32>, i64) {
    scf.yield %logits, %n : tensor<1x2xf32>, i64
  } else {
    %h_1, %logits_1, %confident_1 = func.call @stage(%h, %w1) : (tensor<1x2xf32>, tensor<2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<i1>) loc("model.py":12:3)
    %steps, %y = scf.while (%i = %zero, %y_0 = %h_1) : (i64, tensor<1x2xf32>) -> (i64, tensor<1x2xf32>) {
      %g = func.call @gate(%y_0) : (tensor<1x2xf32>) -> tensor<f32> loc("model.py":30:3)
      %q = dycl.item %g : tensor<f32> -> f64
      %small = arith.cmpf olt, %q, %ten : f64
      %few = arith.cmpi slt, %i, %n : i64
      %goes_on = arith.andi %small, %few : i1
      scf.condition(%goes_on) %i, %y_0 : i64, tensor<1x2xf32>
    } do {
    ^bb0(%j: i64, %y_1: tensor<1x2xf32>):
      %next = arith.addi %j, %one : i64
      %y_2 = func.call @block(%y_1, %offset) : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32> loc("model.py":31:3)
      scf.yield %next, %y_2 : i64, tensor<1x2xf32>
    } loc("model.py":29:3)
    %z = scf.for %c = %zero to %k step %one iter_args(%z_0 = %y) -> (tensor<1x2xf32>) : i64 {
      %odd = arith.cmpi ne, %c, %one : i64
      %z_2 = scf.if %odd -> (tensor<1x2xf32>) {
        %z_1 = func.call @block(%z_0, %bias) : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32> loc("model.py":41:3)
        scf.yield %z_1 : tensor<1x2xf32>
      } else {
        scf.yield %z_0 : tensor<1x2xf32>
      } loc("model.py":40:3)
      scf.yield %z_2 : tensor<1x2xf32>
    } loc("model.py":39:3)
    %index = arith.index_cast %k : i64 to index
    %size = scf.index_switch %index -> i64
    case 5 {
      %7 = arith.muli %k, %k : i64
      scf.yield %7 : i64
    }
    default {
      %8 = arith.floordivsi %steps, %k : i64
      scf.yield %8 : i64
    }
    %flat = aten.view %z {size = [1, 2]} : (tensor<1x2xf32>) -> tensor<1x2xf32>
    scf.yield %flat, %size : tensor<1x2xf32>, i64
  } loc("model.py":13:3)
  func.return %r, %s : tensor<1x2xf32>, i64
}
