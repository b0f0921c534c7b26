// RUN: dycl-opt %s -p 'print-analysis{name=shapes}' | filecheck %s

// CHECK:      // @elementwise
// CHECK-NEXT: //   %x (argument): [s0, 4]
// CHECK-NEXT: //   %z (argument): [s1, 4]
// CHECK-NEXT: //   %a (aten.relu): [s0, 4]
// CHECK-NEXT: //   %b (aten.add.Tensor): [s0, 4]
// Either of them can be broadcast: the sum has a size of its own, which is the same the other way.
// CHECK-NEXT: //   %c (aten.add.Tensor): [s2, 4]
// CHECK-NEXT: //   %d (aten.add.Tensor): [s2, 4]
// CHECK-NEXT: //   %y (aten.softmax.int): [s0, 4]
// What is known stays known where the type forgets it.
// CHECK-NEXT: //   %e (tensor.cast): [s0, 4]
// CHECK-NEXT: //   %f (aten.sin): [s0, 4]
func.func @elementwise(%x: tensor<?x4xf32>, %z: tensor<?x4xf32>, %w: tensor<4xf32>) {
  %a = aten.relu %x : (tensor<?x4xf32>) -> tensor<?x4xf32>
  %b = aten.add.Tensor %a, %w : (tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %c = aten.add.Tensor %x, %z : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %d = aten.add.Tensor %z, %x : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %y = aten.softmax.int %x {dim = 1} : (tensor<?x4xf32>) -> tensor<?x4xf32>
  %e = tensor.cast %y : tensor<?x4xf32> to tensor<?x?xf32>
  %f = aten.sin %e : (tensor<?x?xf32>) -> tensor<?x?xf32>
  func.return
}

// CHECK:      // @moved
// CHECK-NEXT: //   %x (argument): [2, s0, s1]
// CHECK-NEXT: //   %t (aten.transpose.int): [2, s1, s0]
// CHECK-NEXT: //   %m (aten.matmul): [2, s0, s0]
// CHECK-NEXT: //   %s (aten.sum.dim_IntList): [2, 1, s0]
// CHECK-NEXT: //   %p (aten.select.int): [s0, s1]
// CHECK-NEXT: //   %u (aten.unsqueeze): [s0, 1, s1]
// CHECK-NEXT: //   %v (aten.squeeze.dim): [s0, s1]
// CHECK-NEXT: //   %f (aten.flatten.using_ints): [2, s2]
// CHECK-NEXT: //   %g (aten.flatten.using_ints): [2, s2]
// CHECK-NEXT: //   %r (aten.reshape): [s0, s1, 2]
// CHECK-NEXT: //   %h (aten.cat): [s3, s1]
// CHECK-NEXT: //   %k (aten.cat): [s3, s1]
func.func @moved(%x: tensor<2x?x?xf32>) {
  %t = aten.transpose.int %x {dim0 = 1, dim1 = -1} : (tensor<2x?x?xf32>) -> tensor<2x?x?xf32>
  %m = aten.matmul %x, %t : (tensor<2x?x?xf32>, tensor<2x?x?xf32>) -> tensor<2x?x?xf32>
  %s = aten.sum.dim_IntList %m {dim = [1], keepdim = true} : (tensor<2x?x?xf32>) -> tensor<2x1x?xf32>
  %p = aten.select.int %x {dim = 0, index = 1} : (tensor<2x?x?xf32>) -> tensor<?x?xf32>
  %u = aten.unsqueeze %p {dim = 1} : (tensor<?x?xf32>) -> tensor<?x1x?xf32>
  %v = aten.squeeze.dim %u {dim = 1} : (tensor<?x1x?xf32>) -> tensor<?x?xf32>
  %f = aten.flatten.using_ints %x {start_dim = 1} : (tensor<2x?x?xf32>) -> tensor<2x?xf32>
  %g = aten.flatten.using_ints %t {start_dim = 1} : (tensor<2x?x?xf32>) -> tensor<2x?xf32>
  %n = aten.sym_size.int %t {dim = -1} : (tensor<2x?x?xf32>) -> i64
  %r = aten.reshape %x {shape = [%n, -1, 2]} : (tensor<2x?x?xf32>, i64) -> tensor<?x?x2xf32>
  %h = aten.cat [%p, %v] {dim = 0} : (tensor<?x?xf32>, tensor<?x?xf32>) -> tensor<?x?xf32>
  %k = aten.cat [%v, %v] {dim = 0} : (tensor<?x?xf32>, tensor<?x?xf32>) -> tensor<?x?xf32>
  func.return
}

// As many as the mask has, and as the same slice of what is as long.
// CHECK:      // @chosen
// CHECK-NEXT: //   %i (aten.nonzero): [s0, 1]
// CHECK-NEXT: //   %a (aten.index.Tensor): [s0, 4]
// CHECK-NEXT: //   %b (aten.masked_select): [s1]
// CHECK-NEXT: //   %c (aten.slice.Tensor): [s2, 4]
// CHECK-NEXT: //   %d (aten.slice.Tensor): [s2]
// CHECK-NEXT: //   %e (aten.slice.Tensor): [s3]
// CHECK-NEXT: //   %f (aten.zeros): [s4]
// CHECK-NEXT: //   %g (aten.embedding): [s0, 1, 4]
func.func @chosen(%x: tensor<8x4xf32>, %m: tensor<8xi1>, %o: tensor<8xi1>, %n: i64) {
  %y = aten.relu %x : (tensor<8x4xf32>) -> tensor<8x4xf32>
  %i = aten.nonzero %m : (tensor<8xi1>) -> tensor<?x1xi64>
  %a = aten.index.Tensor %y, [%m] : (tensor<8x4xf32>, tensor<8xi1>) -> tensor<?x4xf32>
  %b = aten.masked_select %m, %o : (tensor<8xi1>, tensor<8xi1>) -> tensor<?xi1>
  %c = aten.slice.Tensor %y {end = %n} : (tensor<8x4xf32>, i64) -> tensor<?x4xf32>
  %d = aten.slice.Tensor %o {start = 0, end = %n} : (tensor<8xi1>, i64) -> tensor<?xi1>
  %e = aten.slice.Tensor %o {start = %n} : (tensor<8xi1>, i64) -> tensor<?xi1>
  %f = aten.zeros {size = [%n]} : (i64) -> tensor<?xf32>
  %g = aten.embedding %y, %i : (tensor<8x4xf32>, tensor<?x1xi64>) -> tensor<?x1x4xf32>
  func.return
}

// Both arms give %q the same size, and %r different ones.
// CHECK:      // @arms
// CHECK:      //   %q (scf.if): [s0]
// CHECK-NEXT: //   %r (scf.if): [s2]
// CHECK-NEXT: //   %y (aten.relu): [s0]
func.func @arms(%x: tensor<?xf32>, %z: tensor<?xf32>, %c: i1) {
  %q, %r = scf.if %c -> (tensor<?xf32>, tensor<?xf32>) {
    scf.yield %x, %x : tensor<?xf32>, tensor<?xf32>
  } else {
    %y = aten.relu %x : (tensor<?xf32>) -> tensor<?xf32>
    scf.yield %y, %z : tensor<?xf32>, tensor<?xf32>
  }
  func.return
}

// %q keeps its size from iteration to iteration. %r does not, and %p, which takes what %r was, neither.
// CHECK:      // @loops
// CHECK-NEXT: //   %x (argument): [s0]
// CHECK-NEXT: //   %q (scf.for): [s0]
// CHECK-NEXT: //   %r (scf.for): [s1]
// CHECK-NEXT: //   %p (scf.for): [s2]
// CHECK-NEXT: //   %a (argument): [s0]
// CHECK-NEXT: //   %b (argument): [s3]
// CHECK-NEXT: //   %d (argument): [s4]
// CHECK-NEXT: //   %e (aten.relu): [s0]
// CHECK-NEXT: //   %f (aten.cat): [s5]
// CHECK-NEXT: //   %v (scf.while): [s0]
// CHECK-NEXT: //   %w (scf.while): [s6]
func.func @loops(%x: tensor<?xf32>, %n: i64, %c: i1) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %q, %r, %p = scf.for %i = %zero to %n step %one iter_args(%a = %x, %b = %x, %d = %x) -> (tensor<?xf32>, tensor<?xf32>, tensor<?xf32>) : i64 {
    %e = aten.relu %a : (tensor<?xf32>) -> tensor<?xf32>
    %f = aten.cat [%b, %a] : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
    scf.yield %e, %f, %b : tensor<?xf32>, tensor<?xf32>, tensor<?xf32>
  }
  %v, %w = scf.while (%g = %x, %h = %x) : (tensor<?xf32>, tensor<?xf32>) -> (tensor<?xf32>, tensor<?xf32>) {
    scf.condition(%c) %g, %h : tensor<?xf32>, tensor<?xf32>
  } do {
  ^bb0(%k: tensor<?xf32>, %l: tensor<?xf32>):
    %o = aten.cat [%l, %k] : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
    scf.yield %k, %o : tensor<?xf32>, tensor<?xf32>
  }
  func.return
}

// CHECK:      // @calls
// CHECK-NEXT: //   %x (argument): [s0]
// CHECK-NEXT: //   %m (argument): [s1]
// CHECK-NEXT: //   %a (func.call): [s0]
// CHECK-NEXT: //   %b (func.call): [s2]
// CHECK-NEXT: //   %c (func.call): [s2, 1]
// CHECK-NEXT: //   %d (func.call): [s3]
func.func @calls(%x: tensor<?xf32>, %m: tensor<?xi1>) {
  %a, %b, %c = func.call @callee(%x, %m) : (tensor<?xf32>, tensor<?xi1>) -> (tensor<?xf32>, tensor<?xf32>, tensor<?x1xi64>)
  %d = func.call @outside(%x) : (tensor<?xf32>) -> tensor<?xf32>
  func.return
}
// CHECK-NEXT: // @callee
func.func private @callee(%x: tensor<?xf32>, %m: tensor<?xi1>) -> (tensor<?xf32>, tensor<?xf32>, tensor<?x1xi64>) {
  %y = aten.neg %x : (tensor<?xf32>) -> tensor<?xf32>
  %z = aten.index.Tensor %x, [%m] : (tensor<?xf32>, tensor<?xi1>) -> tensor<?xf32>
  %i = aten.nonzero %m : (tensor<?xi1>) -> tensor<?x1xi64>
  func.return %y, %z, %i : tensor<?xf32>, tensor<?xf32>, tensor<?x1xi64>
}
func.func private @outside(tensor<?xf32>) -> tensor<?xf32>
