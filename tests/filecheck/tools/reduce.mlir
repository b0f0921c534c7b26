// RUN: dycl-reduce %s -p dycl-minimal,remove-dead-values,fail-on-negation | filecheck %s --check-prefix=RAISES
// RUN: dycl-reduce %s -p remove-dead-values,forget-relu --validate=3 | filecheck %s --check-prefix=WRONG
// RUN: dycl-reduce %s -p cse --test 'grep -q "aten.relu %%y"' | filecheck %s --check-prefix=COMMAND
// RUN: not dycl-reduce %s -p cse 2>&1 | filecheck %s --check-prefix=RIGHT

// What is left: the fault, and the passes that it takes (tests/third_party).

// RAISES:      dycl-opt %s -p fail-on-negation
// RAISES-NEXT: builtin.module {
// RAISES-NEXT:   func.func @forward(%x: tensor<4xf32>) {
// RAISES-NEXT:     %n = aten.neg %x
// RAISES-NEXT:     func.return
// RAISES-NEXT:   }
// RAISES-NEXT: }

// WRONG:      dycl-opt %s -p forget-relu
// WRONG-NEXT: builtin.module {
// WRONG-NEXT:   func.func @forward(%x: tensor<4xf32>) -> tensor<4xf32> {
// WRONG-NEXT:     %a = aten.relu %x
// WRONG-NEXT:     func.return
// WRONG-NEXT:   }
// WRONG-NEXT: }

// COMMAND:      func.func @forward() {
// COMMAND-NEXT:   %y = arith.constant
// COMMAND-NEXT:   %a = aten.relu %y
// COMMAND-NEXT:   func.return
// COMMAND-NEXT: }

// RIGHT: error: nothing is wrong with the passes on {{.*}}/reduce.mlir
func.func @forward(%x: tensor<4xf32>, %c: i1) -> (tensor<4xf32>, tensor<4xf32>)
    attributes {dycl.inputs = "{'x': $0, 'c': $1}", dycl.outputs = "($0, $1)"} {
  %w = dycl.weight @w : tensor<4xf32>
  %y = aten.mul.Tensor %x, %w : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %r, %s = scf.if %c -> (tensor<4xf32>, tensor<4xf32>) {
    %a = aten.relu %y : (tensor<4xf32>) -> tensor<4xf32>
    %b = func.call @other(%a) : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %a, %b : tensor<4xf32>, tensor<4xf32>
  } else {
    %n = aten.neg %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %y, %n : tensor<4xf32>, tensor<4xf32>
  }
  func.return %r, %s : tensor<4xf32>, tensor<4xf32>
}
func.func private @other(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = aten.exp %x : (tensor<4xf32>) -> tensor<4xf32>
  func.return %y : tensor<4xf32>
}
