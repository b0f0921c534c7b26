// RUN: dycl-opt %s -p 'print-analysis{name=liveness}' | filecheck %s

// Weights and constants are always there and do not count.
// CHECK:      // @branch: at most 48 B
// CHECK-NEXT: //   %w = dycl.weight: 17 B (%c, %x)
// CHECK-NEXT: //   %y = aten.relu: 33 B (%c, %x, %y)
// CHECK-NEXT: //   %r = scf.if: 32 B (%r, %x)
// The other arm needs %y, this one does not.
// CHECK-NEXT: //   %a = aten.neg: 32 B (%a, %x)
// CHECK-NEXT: //   %b = aten.mul.Tensor: 48 B (%b, %x, %y)
// CHECK-NEXT: //   %d = aten.add.Tensor: 32 B (%d, %x)
// CHECK-NEXT: //   %s = aten.add.Tensor: 16 B (%s)
func.func @branch(%x: tensor<4xf32>, %c: i1) -> tensor<4xf32> {
  %w = dycl.weight @w : tensor<4xf32>
  %y = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
  %r = scf.if %c -> (tensor<4xf32>) {
    %a = aten.neg %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %a : tensor<4xf32>
  } else {
    %b = aten.mul.Tensor %y, %w : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %d = aten.add.Tensor %b, %y : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    scf.yield %d : tensor<4xf32>
  }
  %s = aten.add.Tensor %r, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  func.return %s : tensor<4xf32>
}

// What the next iteration needs lives to the end of this one.
// CHECK:      // @loop: at most
// CHECK:      //   %z = aten.mul.Tensor: {{[0-9]+}} B (%n, %x, %z)
// CHECK:      // @unknown: at most depends on sizes at run time
func.func @loop(%x: tensor<4xf32>, %n: i64) -> tensor<4xf32> {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %r = scf.for %i = %zero to %n step %one iter_args(%y = %x) -> (tensor<4xf32>) : i64 {
    %z = aten.mul.Tensor %y, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    scf.yield %z : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}
func.func @unknown(%x: tensor<?xf32>) -> tensor<?xf32> {
  %y = aten.relu %x : (tensor<?xf32>) -> tensor<?xf32>
  func.return %y : tensor<?xf32>
}
