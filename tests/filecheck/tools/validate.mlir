// RUN: dycl-opt %s -p dycl-default,convert-aten-to-relay --validate=2 2>&1 >/dev/null | filecheck %s --check-prefix=RIGHT
// RUN: rm -rf %t
// RUN: not dycl-opt %s -p remove-dead-values,forget-relu --validate=2 --reproducers %t 2>&1 | filecheck %s
// RUN: dycl-opt %t/forget-relu.mlir --run --inputs %t/forget-relu.npz --weights %t/forget-relu.safetensors --output %t/before.npz
// RUN: dycl-opt %t/forget-relu.mlir -p forget-relu --run --inputs %t/forget-relu.npz --weights %t/forget-relu.safetensors --output %t/after.npz
// RUN: not cmp %t/before.npz %t/after.npz
// RUN: filecheck %s --check-prefix=FILE --input-file %t/forget-relu.mlir

// The pass forget-relu (tests/third_party) is wrong for negative numbers, in one arm only.

// RIGHT:      validated {{[0-9]+}} passes on {{.+}} inputs, which go 3 of 4 ways of branches
// RIGHT-NEXT: model.py:7:2: no input was found for the way False

// CHECK:      error: the pass forget-relu changes an answer: result 0 was {{.+}} and is {{.+}} at [
// CHECK-NEXT:   hint: dycl-opt {{.+}}/forget-relu.mlir -p forget-relu --run --inputs {{.+}}/forget-relu.npz --weights {{.+}}/forget-relu.safetensors gives the answer after it, and without -p the one before

// FILE: dycl-opt %s -p forget-relu
func.func @forward(%x: tensor<4xf32>) -> tensor<4xf32> {
  %unused = aten.neg %x : (tensor<4xf32>) -> tensor<4xf32>
  %w = dycl.weight @w : tensor<4xf32>
  %y = aten.mul.Tensor %x, %w : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %sum = aten.sum %y : (tensor<4xf32>) -> tensor<f32>
  %large = aten.gt.Scalar %sum {other = 20.0} : (tensor<f32>) -> tensor<i1>
  %c = dycl.item %large : tensor<i1> -> i1
  %r = scf.if %c -> (tensor<4xf32>) {
    %a = aten.sub.Tensor %w, %y : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %b = aten.relu %a : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %b : tensor<4xf32>
  } else {
    scf.yield %y : tensor<4xf32>
  }
  %square = aten.mul.Scalar %sum {other = 0.0} : (tensor<f32>) -> tensor<f32>
  %above = aten.isinf %square : (tensor<f32>) -> tensor<i1>
  %never = dycl.item %above : tensor<i1> -> i1
  %true = arith.constant true
  %not = arith.xori %never, %true : i1
  %s = scf.if %not -> (tensor<4xf32>) {
    scf.yield %r : tensor<4xf32>
  } else {
    scf.yield %x : tensor<4xf32>
  } loc("model.py":7:2)
  func.return %s : tensor<4xf32>
}
