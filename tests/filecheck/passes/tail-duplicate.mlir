// RUN: dycl-opt %s -p tail-duplicate | filecheck %s
// RUN: dycl-opt %s -p 'tail-duplicate{most-ops=1}' | filecheck %s --check-prefix=ONE

// The tail joins the arms, up to the host's decision.
// CHECK-LABEL: @copy
// CHECK-NEXT:    %w = dycl.weight @w
// CHECK-NEXT:    %b, %t = scf.if %c
// CHECK-NEXT:      aten.relu %x
// CHECK-NEXT:      aten.mul.Tensor {{.*}}, %w
// CHECK-NEXT:      aten.any
// CHECK-NEXT:      scf.yield
// CHECK-NEXT:    } else {
// CHECK-NEXT:      aten.mul.Tensor %x, %w
// CHECK-NEXT:      aten.any
// CHECK-NEXT:      scf.yield
// CHECK-NEXT:    }
// CHECK-NEXT:    dycl.item %t
// ONE-LABEL: @copy
// ONE:         } else {
// ONE-NEXT:      scf.yield %x
func.func @copy(%c: i1, %x: tensor<4xf32>) -> (tensor<4xf32>, i1) {
  %r = scf.if %c -> (tensor<4xf32>) {
    %a = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %a : tensor<4xf32>
  } else {
    scf.yield %x : tensor<4xf32>
  }
  %w = dycl.weight @w : tensor<4xf32>
  %b = aten.mul.Tensor %r, %w : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %t = aten.any %b : (tensor<4xf32>) -> tensor<i1>
  %go = dycl.item %t : tensor<i1> -> i1
  func.return %b, %go : tensor<4xf32>, i1
}

// Must stay: arms that compute nothing; a tail that also needs the host's number.
// CHECK-LABEL: @stay
// CHECK:         scf.if
// CHECK-NEXT:      scf.yield %x
// CHECK-NEXT:    } else {
// CHECK-NEXT:      scf.yield %y
// CHECK:         aten.neg
// CHECK:         scf.if
// CHECK-NEXT:      aten.relu
// CHECK-NEXT:      scf.yield
// CHECK:         aten.mul.Scalar
func.func @stay(%c: i1, %x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %r = scf.if %c -> (tensor<4xf32>) {
    scf.yield %x : tensor<4xf32>
  } else {
    scf.yield %y : tensor<4xf32>
  }
  %a = aten.neg %r : (tensor<4xf32>) -> tensor<4xf32>
  %s = scf.if %c -> (tensor<4xf32>) {
    %b = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %b : tensor<4xf32>
  } else {
    scf.yield %y : tensor<4xf32>
  }
  %mean = aten.mean %x : (tensor<4xf32>) -> tensor<f32>
  %number = dycl.item %mean : tensor<f32> -> f64
  %d = aten.mul.Scalar %s {other = %number} : (tensor<4xf32>, f64) -> tensor<4xf32>
  func.return %a, %d : tensor<4xf32>, tensor<4xf32>
}
