// RUN: cd %S && dycl-opt %s -p fold-constants | filecheck %s
// RUN: cd %S && dycl-opt %s -p fold-constants,prune-dead-branches,remove-dead-values | filecheck %s --check-prefix PRUNED
// RUN: cd %S && dycl-opt %s -p 'fold-constants{max-elements=1}' | filecheck %s --check-prefix SMALL

// The weight @gate is [1.0, 2.0].
builtin.module attributes {dycl.weights = "Inputs/weights.safetensors"} {

// CHECK-LABEL: @branch_on_weights
// CHECK:       arith.constant dense<3.000000e+00> : tensor<f32>
// CHECK-NEXT:  {{.*}} = arith.constant dense<true> : tensor<i1>
// CHECK-NEXT:  {{.*}} = arith.constant true
// CHECK-NEXT:  {{.*}} = scf.if
// PRUNED-LABEL: @branch_on_weights
// PRUNED-NEXT:  {{.*}} = aten.relu %x
// PRUNED-NEXT:  func.return
// SMALL-LABEL: @branch_on_weights
// SMALL-NOT:   aten.sum
// SMALL:       scf.if
func.func @branch_on_weights(%x: tensor<2xf32>) -> tensor<2xf32> {
  %w = dycl.weight @gate : tensor<2xf32>
  %m = aten.sum %w : (tensor<2xf32>) -> tensor<f32>
  %g = aten.gt.Scalar %m {other = 0.5} : (tensor<f32>) -> tensor<i1>
  %c = dycl.item %g : tensor<i1> -> i1
  %r = scf.if %c -> (tensor<2xf32>) {
    %a = aten.relu %x : (tensor<2xf32>) -> tensor<2xf32>
    scf.yield %a : tensor<2xf32>
  } else {
    %b = aten.neg %x : (tensor<2xf32>) -> tensor<2xf32>
    scf.yield %b : tensor<2xf32>
  }
  func.return %r : tensor<2xf32>
}

// CHECK-LABEL: @constants
// CHECK:       arith.constant dense<[-1, 2]> : tensor<2xi64>
// CHECK-NEXT:  {{.*}} = arith.constant dense<[5.000000e+00, 7.500000e+00]> : tensor<2xf32>
// CHECK-NEXT:  {{.*}} = arith.constant dense<4.000000e+00> : tensor<f16>
// CHECK-NEXT:  {{.*}} = arith.constant 4.000000e+00 : f64
// CHECK-NEXT:  func.return
// SMALL-LABEL: @constants
// SMALL:       aten.neg
// SMALL:       aten.add.Tensor
func.func @constants() -> (tensor<2xi64>, tensor<2xf32>, f64) {
  %i = arith.constant dense<[1, -2]> : tensor<2xi64>
  %w = dycl.weight @gate : tensor<2xf32>
  %f = arith.constant dense<[2.0, 3.0]> : tensor<2xf32>
  %h = arith.constant dense<2.0> : tensor<2xf16>
  %n = aten.neg %i : (tensor<2xi64>) -> tensor<2xi64>
  %a = aten.add.Tensor %f, %f {alpha = 1.5} : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %s = aten.sum %h : (tensor<2xf16>) -> tensor<f16>
  %c = dycl.item %s : tensor<f16> -> f64
  func.return %n, %a, %c : tensor<2xi64>, tensor<2xf32>, f64
}

// Must stay: what depends on an input or a host scalar, a weight that is not in the file, random
// numbers, a dynamic shape, an index that is out of range, and undefined elements.
// CHECK-LABEL: @stay
// CHECK:       {{.*}} = aten.add.Tensor
// CHECK-NEXT:  {{.*}} = aten.mul.Scalar
// CHECK-NEXT:  {{.*}} = aten.relu
// CHECK-NEXT:  {{.*}} = aten.dropout
// CHECK-NEXT:  {{.*}} = aten.nonzero
// CHECK-NEXT:  {{.*}} = aten.index_select
// CHECK-NEXT:  {{.*}} = aten.empty_like
// CHECK-NEXT:  func.return
func.func @stay(%x: tensor<2xf32>, %s: f64) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<?x1xi64>, tensor<1xf32>, tensor<2xf32>) {
  %w = dycl.weight @gate : tensor<2xf32>
  %u = dycl.weight @unknown : tensor<2xf32>
  %i = arith.constant dense<[7]> : tensor<1xi64>
  %a = aten.add.Tensor %w, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %m = aten.mul.Scalar %w {other = %s} : (tensor<2xf32>, f64) -> tensor<2xf32>
  %r = aten.relu %u : (tensor<2xf32>) -> tensor<2xf32>
  %d = aten.dropout %w {p = 0.5, train = true} : (tensor<2xf32>) -> tensor<2xf32>
  %z = aten.nonzero %w : (tensor<2xf32>) -> tensor<?x1xi64>
  %g = aten.index_select %w, %i {dim = 0} : (tensor<2xf32>, tensor<1xi64>) -> tensor<1xf32>
  %e = aten.empty_like %w : (tensor<2xf32>) -> tensor<2xf32>
  func.return %a, %m, %r, %d, %z, %g, %e : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<?x1xi64>, tensor<1xf32>, tensor<2xf32>
}

}
