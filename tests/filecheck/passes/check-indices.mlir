// RUN: dycl-opt %s -p check-indices | filecheck %s

// Tests stand together before the next branch, in the order of the operators, and test what is not known.
// CHECK-LABEL: @straight_line
// CHECK:         %e = aten.embedding
// CHECK-NEXT:    %g = aten.gather
// CHECK-NEXT:    %s = aten.add.Tensor
// CHECK-NEXT:    [[L:%.*]] = aten.lt.Scalar %i {other = 0}
// CHECK-NEXT:    [[G:%.*]] = aten.ge.Scalar %i {other = 9}
// CHECK-NEXT:    [[O:%.*]] = aten.logical_or [[L]], [[G]]
// CHECK-NEXT:    [[A:%.*]] = aten.any [[O]]
// CHECK-NEXT:    [[C:%.*]] = dycl.item [[A]]
// CHECK-NEXT:    scf.if [[C]] {
// CHECK-NEXT:      dycl.raise "IndexError" "index out of range in self"
// CHECK-NEXT:    }
// CHECK:         aten.ge.Scalar %j {other = 4}
// CHECK:         dycl.raise "RuntimeError" "index is out of bounds for dimension 1 with size 4"
// CHECK:         scf.if %c
func.func @straight_line(%i: tensor<2xi64>, %j: tensor<2x2xi64>, %w: tensor<9x4xf32>, %c: i1) -> tensor<2x2xf32> {
  %e = aten.embedding %w, %i : (tensor<9x4xf32>, tensor<2xi64>) -> tensor<2x4xf32>
  %g = aten.gather %e, %j {dim = 1} : (tensor<2x4xf32>, tensor<2x2xi64>) -> tensor<2x2xf32>
  %s = aten.add.Tensor %g, %g : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %r = scf.if %c -> (tensor<2x2xf32>) {
    scf.yield %s : tensor<2x2xf32>
  } else {
    scf.yield %g : tensor<2x2xf32>
  }
  func.return %r : tensor<2x2xf32>
}

// Only the bound that may be violated is tested; a negative index counts from the end.
// CHECK-LABEL: @one_bound
// CHECK:         aten.index.Tensor
// CHECK-NEXT:    [[G:%.*]] = aten.ge.Scalar %p {other = 3}
// CHECK-NEXT:    aten.any [[G]]
func.func @one_bound(%x: tensor<3x9xf32>, %i: tensor<2xi64>) -> tensor<2x9xf32> {
  %p = aten.clamp_min %i {min = -2} : (tensor<2xi64>) -> tensor<2xi64>
  %g = aten.index.Tensor %x, [%p] : (tensor<3x9xf32>, tensor<2xi64>) -> tensor<2x9xf32>
  func.return %g : tensor<2x9xf32>
}

// What argmax gives, a constant, a mask, and sizes that are not known.
// CHECK-LABEL: @known
// CHECK-NOT:     dycl.raise
func.func @known(%x: tensor<3x9xf32>, %w: tensor<9x4xf32>, %mask: tensor<3xi1>, %u: tensor<?x4xf32>, %i: tensor<2xi64>) -> (tensor<3x4xf32>, tensor<2x4xf32>, tensor<?x9xf32>, tensor<2x4xf32>) {
  %m = aten.argmax %x {dim = 1} : (tensor<3x9xf32>) -> tensor<3xi64>
  %a = aten.embedding %w, %m : (tensor<9x4xf32>, tensor<3xi64>) -> tensor<3x4xf32>
  %c = arith.constant dense<[0, 8]> : tensor<2xi64>
  %b = aten.embedding %w, %c : (tensor<9x4xf32>, tensor<2xi64>) -> tensor<2x4xf32>
  %d = aten.index.Tensor %x, [%mask] : (tensor<3x9xf32>, tensor<3xi1>) -> tensor<?x9xf32>
  %e = aten.index_select %u, %i {dim = 0} : (tensor<?x4xf32>, tensor<2xi64>) -> tensor<2x4xf32>
  func.return %a, %b, %d, %e : tensor<3x4xf32>, tensor<2x4xf32>, tensor<?x9xf32>, tensor<2x4xf32>
}

// An index is tested once, also where it is used again behind a branch; in an arm of one, it is
// tested for what follows there alone.
// CHECK-LABEL: @again
// CHECK-COUNT-2: aten.any
// CHECK-NOT:     aten.any
// CHECK-LABEL: @arms
func.func @again(%x: tensor<3x9xf32>, %y: tensor<3x4xf32>, %z: tensor<2x4xf32>, %i: tensor<2xi64>, %c: i1) -> (tensor<2x9xf32>, tensor<2x4xf32>, tensor<2x4xf32>) {
  %a = aten.index.Tensor %x, [%i] : (tensor<3x9xf32>, tensor<2xi64>) -> tensor<2x9xf32>
  %r = scf.if %c -> (tensor<2x4xf32>) {
    %b = aten.index.Tensor %y, [%i] : (tensor<3x4xf32>, tensor<2xi64>) -> tensor<2x4xf32>
    scf.yield %b : tensor<2x4xf32>
  } else {
    scf.yield %z : tensor<2x4xf32>
  }
  // Narrower bounds.
  %d = aten.index.Tensor %z, [%i] : (tensor<2x4xf32>, tensor<2xi64>) -> tensor<2x4xf32>
  func.return %a, %r, %d : tensor<2x9xf32>, tensor<2x4xf32>, tensor<2x4xf32>
}
// CHECK-COUNT-2: aten.any
func.func @arms(%y: tensor<3x4xf32>, %z: tensor<2x4xf32>, %i: tensor<2xi64>, %c: i1) -> (tensor<2x4xf32>, tensor<2x4xf32>) {
  %r = scf.if %c -> (tensor<2x4xf32>) {
    %b = aten.index.Tensor %y, [%i] : (tensor<3x4xf32>, tensor<2xi64>) -> tensor<2x4xf32>
    scf.yield %b : tensor<2x4xf32>
  } else {
    scf.yield %z : tensor<2x4xf32>
  }
  %d = aten.index.Tensor %y, [%i] : (tensor<3x4xf32>, tensor<2xi64>) -> tensor<2x4xf32>
  func.return %r, %d : tensor<2x4xf32>, tensor<2x4xf32>
}

// Quotients and remainders of indices that are within bounds.
// CHECK-LABEL: @beams
// CHECK-NOT:     dycl.raise
func.func @beams(%x: tensor<3x24xf32>, %h: tensor<3x16xf32>, %w: tensor<24x4xf32>) -> (tensor<3x16xf32>, tensor<3x4xf32>) {
  %n = arith.constant dense<24> : tensor<i64>
  %f = aten.flatten.using_ints %x : (tensor<3x24xf32>) -> tensor<72xf32>
  %s, %i = aten.topk %f {k = 3} : (tensor<72xf32>) -> (tensor<3xf32>, tensor<3xi64>)
  %b = aten.floor_divide %i, %n : (tensor<3xi64>, tensor<i64>) -> tensor<3xi64>
  %t = aten.remainder.Scalar %i {other = 24} : (tensor<3xi64>) -> tensor<3xi64>
  %g = aten.index.Tensor %h, [%b] : (tensor<3x16xf32>, tensor<3xi64>) -> tensor<3x16xf32>
  %e = aten.embedding %w, %t : (tensor<24x4xf32>, tensor<3xi64>) -> tensor<3x4xf32>
  func.return %g, %e : tensor<3x16xf32>, tensor<3x4xf32>
}
