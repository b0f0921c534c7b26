// RUN: dycl-opt %s -p prune-dead-branches --remarks 2>%t | filecheck %s
// RUN: filecheck %s --check-prefix=REMARK --input-file %t

// No softmax reaches the threshold: NaN is not above it either.
// CHECK-LABEL: @unreachable
// CHECK-NOT:     scf.if
// CHECK:         func.return %other
// REMARK-DAG: the branch is never taken: it tests confidence > 1.5, where confidence is in [0.0, 1.0] or NaN
func.func @unreachable(%x: tensor<1x10xf32>, %other: tensor<1x10xf32>) -> tensor<1x10xf32> {
  %p = aten.softmax.int %x {dim = 1} : (tensor<1x10xf32>) -> tensor<1x10xf32>
  %confidence = aten.max %p : (tensor<1x10xf32>) -> tensor<f32>
  %sure = aten.gt.Scalar %confidence {other = 1.5} : (tensor<f32>) -> tensor<i1>
  %exit = dycl.item %sure : tensor<i1> -> i1
  %r = scf.if %exit -> (tensor<1x10xf32>) {
    scf.yield %x : tensor<1x10xf32>
  } else {
    scf.yield %other : tensor<1x10xf32>
  }
  func.return %r : tensor<1x10xf32>
}

// Must stay: `not (confidence <= 1.5)` holds for NaN.
// CHECK-LABEL: @reachable_by_nan
// CHECK:         scf.if
func.func @reachable_by_nan(%x: tensor<1x10xf32>, %other: tensor<1x10xf32>) -> tensor<1x10xf32> {
  %p = aten.softmax.int %x {dim = 1} : (tensor<1x10xf32>) -> tensor<1x10xf32>
  %confidence = aten.max %p : (tensor<1x10xf32>) -> tensor<f32>
  %unsure = aten.le.Scalar %confidence {other = 1.5} : (tensor<f32>) -> tensor<i1>
  %stay = dycl.item %unsure : tensor<i1> -> i1
  %r = scf.if %stay -> (tensor<1x10xf32>) {
    scf.yield %other : tensor<1x10xf32>
  } else {
    scf.yield %x : tensor<1x10xf32>
  }
  func.return %r : tensor<1x10xf32>
}

// An entropy of bounded logits is not below -1, and its head disappears.
// CHECK-LABEL: @entropy
// CHECK-NEXT:    func.return %x
// REMARK-DAG: the branch is never taken: it tests entropy < -1.0, where entropy is in [-0.9,
func.func @entropy(%x: tensor<1x8xf32>) -> tensor<1x8xf32> {
  %bounded = aten.tanh %x : (tensor<1x8xf32>) -> tensor<1x8xf32>
  %logits = aten.mul.Scalar %bounded {other = 10} : (tensor<1x8xf32>) -> tensor<1x8xf32>
  %e = aten.exp %logits : (tensor<1x8xf32>) -> tensor<1x8xf32>
  %A = aten.sum.dim_IntList %e {dim = [1]} : (tensor<1x8xf32>) -> tensor<1xf32>
  %xe = aten.mul.Tensor %logits, %e : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
  %B = aten.sum.dim_IntList %xe {dim = [1]} : (tensor<1x8xf32>) -> tensor<1xf32>
  %log = aten.log %A : (tensor<1xf32>) -> tensor<1xf32>
  %mean = aten.div.Tensor %B, %A : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
  %entropy = aten.sub.Tensor %log, %mean : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
  %low = aten.lt.Scalar %entropy {other = -1} : (tensor<1xf32>) -> tensor<1xi1>
  %exit = dycl.item %low : tensor<1xi1> -> i1
  %r = scf.if %exit -> (tensor<1x8xf32>) {
    scf.yield %logits : tensor<1x8xf32>
  } else {
    scf.yield %x : tensor<1x8xf32>
  }
  func.return %r : tensor<1x8xf32>
}

// Must stay: of large logits, `x * exp(x)` overflows where `exp(x)` does not.
// CHECK-LABEL: @overflow
// CHECK:         scf.if
func.func @overflow(%logits: tensor<1x8xf32>, %x: tensor<1x8xf32>) -> tensor<1x8xf32> {
  %e = aten.exp %logits : (tensor<1x8xf32>) -> tensor<1x8xf32>
  %A = aten.sum.dim_IntList %e {dim = [1]} : (tensor<1x8xf32>) -> tensor<1xf32>
  %xe = aten.mul.Tensor %logits, %e : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
  %B = aten.sum.dim_IntList %xe {dim = [1]} : (tensor<1x8xf32>) -> tensor<1xf32>
  %log = aten.log %A : (tensor<1xf32>) -> tensor<1xf32>
  %mean = aten.div.Tensor %B, %A : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
  %entropy = aten.sub.Tensor %log, %mean : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
  %low = aten.lt.Scalar %entropy {other = -1} : (tensor<1xf32>) -> tensor<1xi1>
  %exit = dycl.item %low : tensor<1xi1> -> i1
  %r = scf.if %exit -> (tensor<1x8xf32>) {
    scf.yield %logits : tensor<1x8xf32>
  } else {
    scf.yield %x : tensor<1x8xf32>
  }
  func.return %r : tensor<1x8xf32>
}

// The entropy of a distribution, written out.
// CHECK-LABEL: @negative_sum
// CHECK-NOT:     scf.if
// CHECK:         func.return %x
func.func @negative_sum(%logits: tensor<1x8xf32>, %x: tensor<1x8xf32>) -> tensor<1x8xf32> {
  %p = aten.softmax.int %logits {dim = 1} : (tensor<1x8xf32>) -> tensor<1x8xf32>
  %l = aten.log %p : (tensor<1x8xf32>) -> tensor<1x8xf32>
  %pl = aten.mul.Tensor %p, %l : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
  %s = aten.sum %pl : (tensor<1x8xf32>) -> tensor<f32>
  %entropy = aten.neg %s : (tensor<f32>) -> tensor<f32>
  %value = dycl.item %entropy : tensor<f32> -> f64
  %bound = arith.constant -1.0 : f64
  %exit = arith.cmpf olt, %value, %bound : f64
  %r = scf.if %exit -> (tensor<1x8xf32>) {
    scf.yield %logits : tensor<1x8xf32>
  } else {
    scf.yield %x : tensor<1x8xf32>
  }
  func.return %r : tensor<1x8xf32>
}

// A class that is not there.
// CHECK-LABEL: @class
// CHECK-NOT:     scf.if
// CHECK:         func.return %x
func.func @class(%logits: tensor<1x8xf32>, %x: tensor<1x8xf32>) -> tensor<1x8xf32> {
  %best = aten.argmax %logits {dim = 1} : (tensor<1x8xf32>) -> tensor<1xi64>
  %index = dycl.item %best : tensor<1xi64> -> i64
  %eight = arith.constant 8 : i64
  %last = arith.cmpi eq, %index, %eight : i64
  %r = scf.if %last -> (tensor<1x8xf32>) {
    scf.yield %logits : tensor<1x8xf32>
  } else {
    scf.yield %x : tensor<1x8xf32>
  }
  func.return %r : tensor<1x8xf32>
}

// An assumption in the program.
// CHECK-LABEL: @assume
// CHECK-NOT:     scf.if
// CHECK:         func.return %y
func.func @assume(%n: i64, %x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %m = dycl.assume %n in [1.0, 9.0] : i64
  %zero = arith.constant 0 : i64
  %none = arith.cmpi sle, %m, %zero : i64
  %r = scf.if %none -> (tensor<4xf32>) {
    scf.yield %x : tensor<4xf32>
  } else {
    scf.yield %y : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}

// What a loop carries: the counter stays below ten, the tensor stays positive.
// CHECK-LABEL: @loop
// CHECK-NOT:     scf.if
// CHECK:         func.return
func.func @loop(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, i1) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %ten = arith.constant 10 : i64
  %start = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
  %last, %end = scf.while (%i = %zero, %h = %start) : (i64, tensor<4xf32>) -> (i64, tensor<4xf32>) {
    %more = arith.cmpi slt, %i, %ten : i64
    scf.condition(%more) %i, %h : i64, tensor<4xf32>
  } do {
  ^bb0(%i: i64, %h: tensor<4xf32>):
    %m = aten.amin %h : (tensor<4xf32>) -> tensor<f32>
    %b = aten.lt.Scalar %m {other = 0} : (tensor<f32>) -> tensor<i1>
    %negative = dycl.item %b : tensor<i1> -> i1
    %z = scf.if %negative -> (tensor<4xf32>) {
      scf.yield %y : tensor<4xf32>
    } else {
      %w = aten.exp %h : (tensor<4xf32>) -> tensor<4xf32>
      scf.yield %w : tensor<4xf32>
    }
    %next = arith.addi %i, %one : i64
    scf.yield %next, %z : i64, tensor<4xf32>
  }
  %eleven = arith.constant 11 : i64
  %done = arith.cmpi slt, %last, %eleven : i64
  %r = scf.if %done -> (tensor<4xf32>) {
    scf.yield %end : tensor<4xf32>
  } else {
    scf.yield %y : tensor<4xf32>
  }
  func.return %r, %done : tensor<4xf32>, i1
}
