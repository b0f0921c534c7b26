// RUN: dycl-opt %s -p outline-regions --split-input-file | filecheck %s

// The tensor part of a condition belongs to the sub-network. Names come from the submodules. A weight
// is passed as such, from beside the call.
// CHECK-LABEL: func.func @forward
// CHECK-NEXT:    %w = dycl.weight @stem.weight
// CHECK-NEXT:    %h, %sure = func.call @stem_to_head_1(%x, %w)
// CHECK-NEXT:    %exit = dycl.item %sure
// CHECK-NEXT:    scf.if %exit
// CHECK-NEXT:      scf.yield %h
// CHECK-NEXT:    } else {
// CHECK-NEXT:      %v = dycl.weight @blocks.0.weight
// CHECK-NEXT:      [[C:%.*]] = func.call @blocks_0(%h, %v)
// CHECK-NEXT:      scf.yield [[C]]
// CHECK:       func.func private @stem_to_head_1(%x: tensor<1x4xf32>, %w: tensor<4x4xf32> {dycl.weight}) -> (tensor<1x4xf32>, tensor<i1>) attributes {dycl.subnetwork} {
// CHECK-NEXT:    %h = aten.linear
// CHECK-NEXT:    %best = aten.max
// CHECK-NEXT:    %sure = aten.gt.Scalar
// CHECK-NEXT:    func.return %h, %sure
// CHECK:       func.func private @blocks_0(
func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %w = dycl.weight @stem.weight : tensor<4x4xf32>
  %v = dycl.weight @blocks.0.weight : tensor<4x4xf32>
  %h = aten.linear %x, %w : (tensor<1x4xf32>, tensor<4x4xf32>) -> tensor<1x4xf32> loc("stem"("m.py":3:4))
  %best = aten.max %h : (tensor<1x4xf32>) -> tensor<f32> loc("head.1"("m.py":4:4))
  %sure = aten.gt.Scalar %best {other = 0.9} : (tensor<f32>) -> tensor<i1>
  %exit = dycl.item %sure : tensor<i1> -> i1
  %r = scf.if %exit -> (tensor<1x4xf32>) {
    scf.yield %h : tensor<1x4xf32>
  } else {
    %1 = aten.linear %h, %v : (tensor<1x4xf32>, tensor<4x4xf32>) -> tensor<1x4xf32> loc("blocks.0.fc"("m.py":6:4))
    %2 = aten.relu %1 : (tensor<1x4xf32>) -> tensor<1x4xf32> loc("blocks.0.relu"("m.py":6:4))
    scf.yield %2 : tensor<1x4xf32>
  }
  func.return %r : tensor<1x4xf32>
}

// -----

// Two sub-networks are enough: what does not depend on the branch joins one of them. A constant moves
// in; a copy and a result that nobody uses disappear.
// CHECK-LABEL: func.func @forward
// CHECK-NEXT:    [[A:%.*]] = func.call @a(%x)
// CHECK-NEXT:    [[R:%.*]] = scf.if
// CHECK:         [[D:%.*]] = func.call @d(%y, [[R]])
// CHECK-NEXT:    func.return [[D]]
// CHECK:       func.func private @a(
// CHECK:       func.func private @d(
// CHECK-NEXT:    arith.constant dense
// CHECK-NEXT:    aten.neg
// CHECK-NEXT:    aten.add.Tensor
// CHECK-NEXT:    aten.mul.Tensor
// CHECK-NEXT:    func.return
func.func @forward(%c: i1, %x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %k = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %a = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
  %unused = aten.exp %a : (tensor<4xf32>) -> tensor<4xf32>
  %r = scf.if %c -> (tensor<4xf32>) {
    scf.yield %a : tensor<4xf32>
  } else {
    scf.yield %x : tensor<4xf32>
  }
  %copy = aten.detach %r : (tensor<4xf32>) -> tensor<4xf32>
  %1 = aten.neg %y : (tensor<4xf32>) -> tensor<4xf32>
  %2 = aten.add.Tensor %copy, %k : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %d = aten.mul.Tensor %1, %2 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  func.return %d : tensor<4xf32>
}

// -----

// What stays: a view alone, what draws random numbers, a shape that depends on data.
// CHECK-LABEL: func.func @forward
// CHECK-NEXT:    aten.view
// CHECK-NEXT:    aten.rand
// CHECK-NEXT:    aten.nonzero
// CHECK-NOT:     func.call
func.func @forward(%x: tensor<2x2xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<?x2xi64>) {
  %1 = aten.view %x {size = [4]} : (tensor<2x2xf32>) -> tensor<4xf32>
  %2 = aten.rand {size = [4]} : () -> tensor<4xf32>
  %3 = aten.nonzero %x : (tensor<2x2xf32>) -> tensor<?x2xi64>
  func.return %1, %2, %3 : tensor<4xf32>, tensor<4xf32>, tensor<?x2xi64>
}

// -----

// A view of a value that is handed around is computed where it is used, not handed around as well.
// CHECK-LABEL: func.func @forward
// CHECK-NEXT:    [[H:%.*]] = func.call @h(%x)
// CHECK-NEXT:    scf.if
// CHECK-NEXT:      func.call @{{.*}}(%x)
// CHECK:         aten.expand
func.func @forward(%c: i1, %x: tensor<2x2xf32>) -> tensor<4xf32> {
  %flat = aten.view %x {size = [4]} : (tensor<2x2xf32>) -> tensor<4xf32>
  %h = aten.sum %x : (tensor<2x2xf32>) -> tensor<f32>
  %wide = aten.expand %h {size = [4]} : (tensor<f32>) -> tensor<4xf32>
  %r = scf.if %c -> (tensor<4xf32>) {
    %1 = aten.relu %flat : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %1 : tensor<4xf32>
  } else {
    %2 = aten.neg %wide : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %2 : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}

// -----

// Nothing moves before a check that raises.
// CHECK-LABEL: func.func @forward
// CHECK-NEXT:    scf.if %bad
// CHECK-NEXT:      dycl.raise
// CHECK-NEXT:    }
// CHECK-NEXT:    func.call @r
func.func @forward(%bad: i1, %n: i64, %x: tensor<4xf32>, %i: tensor<1xi64>) -> tensor<1xf32> {
  scf.if %bad {
    dycl.raise "IndexError" "{} is too large" (%n) : i64
  }
  %r = aten.index_select %x, %i {dim = 0} : (tensor<4xf32>, tensor<1xi64>) -> tensor<1xf32>
  func.return %r : tensor<1xf32>
}

// -----

// What computes rows one by one is a sub-network for any number of them, another one for another
// number; the view needs no number. What mixes rows stays, and what is too little for a call.
// CHECK-LABEL: func.func @forward
// CHECK-NEXT:    %b = aten.index_select %x, %i
// CHECK-NEXT:    %w = dycl.weight @w
// CHECK-NEXT:    %v = func.call @v(%x, %w)
// CHECK-NEXT:    %w_1 = dycl.weight @w
// CHECK-NEXT:    %d = func.call @d(%b, %w_1)
// CHECK-NEXT:    %m = aten.mean.dim %v
// CHECK-NEXT:    func.return
// CHECK:       func.func private @v(%x: tensor<1x?x32xf32>, %w: tensor<32x32xf32> {dycl.weight}) -> tensor<?x32xf32> attributes {dycl.subnetwork}
// CHECK:         aten.view {{.*}} {size = [-1, 32]}
// CHECK:       func.func private @d(%b: tensor<1x?x32xf32>
func.func @forward(%x: tensor<1x?x32xf32>, %i: tensor<?xi64>) -> (tensor<?x32xf32>, tensor<32xf32>, tensor<1x?x32xf32>) {
  %w = dycl.weight @w : tensor<32x32xf32>
  %a = aten.linear %x, %w : (tensor<1x?x32xf32>, tensor<32x32xf32>) -> tensor<1x?x32xf32>
  %n = aten.sym_size.int %x {dim = 1} : (tensor<1x?x32xf32>) -> i64
  %v = aten.view %a {size = [%n, 32]} : (tensor<1x?x32xf32>, i64) -> tensor<?x32xf32>
  %m = aten.mean.dim %v {dim = [0]} : (tensor<?x32xf32>) -> tensor<32xf32>
  %b = aten.index_select %x, %i {dim = 1} : (tensor<1x?x32xf32>, tensor<?xi64>) -> tensor<1x?x32xf32>
  %c = aten.linear %b, %w : (tensor<1x?x32xf32>, tensor<32x32xf32>) -> tensor<1x?x32xf32>
  %d = aten.relu %c : (tensor<1x?x32xf32>) -> tensor<1x?x32xf32>
  func.return %v, %m, %d : tensor<?x32xf32>, tensor<32xf32>, tensor<1x?x32xf32>
}

// -----

// CHECK-LABEL: func.func @small
// CHECK-NEXT:    aten.relu
func.func @small(%x: tensor<?x32xf32>) -> tensor<?x32xf32> {
  %d = aten.relu %x : (tensor<?x32xf32>) -> tensor<?x32xf32>
  func.return %d : tensor<?x32xf32>
}
