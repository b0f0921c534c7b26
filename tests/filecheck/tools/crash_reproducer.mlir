// RUN: rm -rf %t
// RUN: not dycl-opt %s -p remove-dead-values,fail-on-negation --reproducers %t 2>&1 | filecheck %s
// RUN: filecheck %s --check-prefix=FILE --input-file %t/fail-on-negation.mlir
// RUN: not dycl-opt %t/fail-on-negation.mlir -p fail-on-negation --reproducers %t/again 2>&1 | filecheck %s
// RUN: not dycl-opt %s -p reshape-negation --reproducers %t 2>&1 | filecheck %s --check-prefix=VERIFY

// A pass that raises leaves the program that it was given, and the command to run it again. Passes
// of another package (tests/third_party) are found by their entry point.

// CHECK:      error: the pass fail-on-negation raised KeyError: 'neg'
// CHECK-NEXT:   hint: dycl-opt {{.*}}/fail-on-negation.mlir -p fail-on-negation fails in the same way; --debug shows where
// CHECK-NOT:  Traceback

// FILE:      dycl-opt %s -p fail-on-negation
// FILE:      func.func @forward
// FILE-NEXT:   %y = aten.neg {{.*}} loc("model.py":3:4)

// VERIFY: error: the module does not verify after the pass reshape-negation: {{.+}}
func.func @forward(%x: tensor<2xf32>) -> tensor<2xf32> {
  %unused = aten.relu %x : (tensor<2xf32>) -> tensor<2xf32>
  %y = aten.neg %x : (tensor<2xf32>) -> tensor<2xf32> loc("model.py":3:4)
  func.return %y : tensor<2xf32>
}
