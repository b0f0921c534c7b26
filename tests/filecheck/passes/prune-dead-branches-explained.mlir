// RUN: cd %S && dycl-opt %s -p prune-dead-branches --remarks 2>%t | filecheck %s
// RUN: filecheck %s --check-prefix=REMARK --input-file %t

// Branches of dynamic networks that take more than constants, and what is said of each: the line of
// the branch, and the fact that decides it.
builtin.module attributes {dycl.weights = "Inputs/gate.safetensors"} {

// An exit threshold that no softmax reaches; the head goes with the exit.
// CHECK-LABEL: @exit
// CHECK-NEXT:    %y = aten.relu %x
// CHECK-NEXT:    func.return %y
// REMARK-DAG: model.py:10:4: remark: the branch is never taken: it tests confidence > 1.01, where confidence is in [0.0, 1.0] or NaN [prune-dead-branches]
func.func @exit(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %w = dycl.weight @head.weight : tensor<4x4xf32>
  %logits = aten.linear %x, %w : (tensor<1x4xf32>, tensor<4x4xf32>) -> tensor<1x4xf32>
  %p = aten.softmax.int %logits {dim = -1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %confidence = aten.max %p : (tensor<1x4xf32>) -> tensor<f32>
  %sure = aten.gt.Scalar %confidence {other = 1.01} : (tensor<f32>) -> tensor<i1>
  %c = dycl.item %sure : tensor<i1> -> i1
  %r = scf.if %c -> (tensor<1x4xf32>) {
    scf.yield %logits : tensor<1x4xf32>
  } else {
    %y = aten.relu %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
    scf.yield %y : tensor<1x4xf32>
  } loc("model.py":10:4)
  func.return %r : tensor<1x4xf32>
}

// Must stay: a softmax can be 0.99.
// CHECK-LABEL: @exit_that_is_taken
// CHECK:         scf.if
func.func @exit_that_is_taken(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %p = aten.softmax.int %x {dim = -1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %confidence = aten.max %p : (tensor<1x4xf32>) -> tensor<f32>
  %sure = aten.gt.Scalar %confidence {other = 0.99} : (tensor<f32>) -> tensor<i1>
  %c = dycl.item %sure : tensor<i1> -> i1
  %r = scf.if %c -> (tensor<1x4xf32>) {
    scf.yield %p : tensor<1x4xf32>
  } else {
    scf.yield %x : tensor<1x4xf32>
  }
  func.return %r : tensor<1x4xf32>
}

// Two highway exits with the entropy threshold -1: both heads go.
// CHECK-LABEL: @highways
// CHECK-NEXT:    %h = aten.tanh %x
// CHECK-NEXT:    %i = aten.tanh %h
// CHECK-NEXT:    func.return %i
// REMARK-DAG: model.py:20:8: remark: the branch is never taken: it tests entropy < -1.0, where entropy is in [-{{.*}} [prune-dead-branches]
// REMARK-DAG: model.py:24:8: remark: the branch is never taken: it tests doubt < -1.0, where doubt is in [-{{.*}} [prune-dead-branches]
func.func @highways(%x: tensor<1x8xf32>) -> tensor<1x8xf32> {
  %h = aten.tanh %x : (tensor<1x8xf32>) -> tensor<1x8xf32>
  %p = aten.softmax.int %h {dim = -1} : (tensor<1x8xf32>) -> tensor<1x8xf32>
  %l = aten.log %p : (tensor<1x8xf32>) -> tensor<1x8xf32>
  %pl = aten.mul.Tensor %p, %l : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
  %s = aten.sum %pl : (tensor<1x8xf32>) -> tensor<f32>
  %entropy = aten.neg %s : (tensor<f32>) -> tensor<f32>
  %low = aten.lt.Scalar %entropy {other = -1.0} : (tensor<f32>) -> tensor<i1>
  %c = dycl.item %low : tensor<i1> -> i1
  %r = scf.if %c -> (tensor<1x8xf32>) {
    scf.yield %h : tensor<1x8xf32>
  } else {
    %i = aten.tanh %h : (tensor<1x8xf32>) -> tensor<1x8xf32>
    %q = aten.softmax.int %i {dim = -1} : (tensor<1x8xf32>) -> tensor<1x8xf32>
    %k = aten.log %q : (tensor<1x8xf32>) -> tensor<1x8xf32>
    %qk = aten.mul.Tensor %q, %k : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %t = aten.sum %qk : (tensor<1x8xf32>) -> tensor<f32>
    %doubt = aten.neg %t : (tensor<f32>) -> tensor<f32>
    %low2 = aten.lt.Scalar %doubt {other = -1.0} : (tensor<f32>) -> tensor<i1>
    %d = dycl.item %low2 : tensor<i1> -> i1
    %u = scf.if %d -> (tensor<1x8xf32>) {
      scf.yield %q : tensor<1x8xf32>
    } else {
      scf.yield %i : tensor<1x8xf32>
    } loc("model.py":24:8)
    scf.yield %u : tensor<1x8xf32>
  } loc("model.py":20:8)
  func.return %r : tensor<1x8xf32>
}

// A second test of the same gate.
// CHECK-LABEL: @gate_again
// CHECK:         scf.if
// CHECK-NEXT:      %a = aten.relu %x
// CHECK-NEXT:      {{%.*}} = aten.neg %a
// CHECK-NOT:     scf.if
// CHECK:         func.return
// REMARK-DAG: model.py:30:8: remark: the branch at model.py:32:8 has the same outcome: the two become one [prune-dead-branches]
func.func @gate_again(%g: tensor<f32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %t = aten.gt.Scalar %g {other = 0.5} : (tensor<f32>) -> tensor<i1>
  %c = dycl.item %t : tensor<i1> -> i1
  %y = scf.if %c -> (tensor<4xf32>) {
    %a = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %a : tensor<4xf32>
  } else {
    scf.yield %x : tensor<4xf32>
  } loc("model.py":30:8)
  %t2 = aten.gt.Scalar %g {other = 0.5} : (tensor<f32>) -> tensor<i1>
  %c2 = dycl.item %t2 : tensor<i1> -> i1
  %z = scf.if %c2 -> (tensor<4xf32>) {
    %b = aten.neg %y : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %b : tensor<4xf32>
  } else {
    scf.yield %y : tensor<4xf32>
  } loc("model.py":32:8)
  func.return %z : tensor<4xf32>
}

// Must stay: a test of another threshold.
// CHECK-LABEL: @other_threshold
// CHECK-COUNT-2: scf.if
func.func @other_threshold(%g: tensor<f32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %t = aten.gt.Scalar %g {other = 0.5} : (tensor<f32>) -> tensor<i1>
  %c = dycl.item %t : tensor<i1> -> i1
  %y = scf.if %c -> (tensor<4xf32>) {
    %a = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %a : tensor<4xf32>
  } else {
    scf.yield %x : tensor<4xf32>
  }
  %t2 = aten.gt.Scalar %g {other = 0.6} : (tensor<f32>) -> tensor<i1>
  %c2 = dycl.item %t2 : tensor<i1> -> i1
  %z = scf.if %c2 -> (tensor<4xf32>) {
    %b = aten.neg %y : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %b : tensor<4xf32>
  } else {
    scf.yield %y : tensor<4xf32>
  }
  func.return %z : tensor<4xf32>
}

// `mask = ones` or `zeros`, then `if mask == 0`.
// CHECK-LABEL: @mask
// CHECK-NEXT:    %r = scf.if %gate
// CHECK-NEXT:      aten.relu %x
// CHECK-NEXT:      scf.yield
// CHECK-NEXT:    } else {
// CHECK-NEXT:      scf.yield %x
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %r
// REMARK-DAG: model.py:40:8: remark: the branch at model.py:44:8 has the opposite outcome: the two become one [prune-dead-branches]
func.func @mask(%gate: i1, %x: tensor<4xf32>) -> tensor<4xf32> {
  %mask = scf.if %gate -> (tensor<1xf32>) {
    %ones = aten.ones {size = [1]} : () -> tensor<1xf32>
    scf.yield %ones : tensor<1xf32>
  } else {
    %zeros = aten.zeros {size = [1]} : () -> tensor<1xf32>
    scf.yield %zeros : tensor<1xf32>
  } loc("model.py":40:8)
  %is_zero = aten.eq.Scalar %mask {other = 0} : (tensor<1xf32>) -> tensor<1xi1>
  %c = dycl.item %is_zero : tensor<1xi1> -> i1
  %r = scf.if %c -> (tensor<4xf32>) {
    scf.yield %x : tensor<4xf32>
  } else {
    %d = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %d : tensor<4xf32>
  } loc("model.py":44:8)
  func.return %r : tensor<4xf32>
}

// A gate with the weights [1.0, 2.0] and the bias -20.0, for pixels.
// CHECK-LABEL: @gate_of_pixels
// CHECK-NEXT:    func.return %x
// REMARK-DAG: model.py:50:4: remark: the branch is never taken: it tests open > 0.5, where open is in [{{.*}}e-09, {{.*}}e-08] [prune-dead-branches]
func.func @gate_of_pixels(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %p = dycl.assume %x in [0.0, 1.0] : tensor<1x2xf32>
  %w = dycl.weight @gate.weight : tensor<1x2xf32>
  %b = dycl.weight @gate.bias : tensor<1xf32>
  %g = aten.linear %p, %w, %b : (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  %open = aten.sigmoid %g : (tensor<1x1xf32>) -> tensor<1x1xf32>
  %t = aten.gt.Scalar %open {other = 0.5} : (tensor<1x1xf32>) -> tensor<1x1xi1>
  %c = dycl.item %t : tensor<1x1xi1> -> i1
  %r = scf.if %c -> (tensor<1x2xf32>) {
    %y = aten.relu %p : (tensor<1x2xf32>) -> tensor<1x2xf32>
    scf.yield %y : tensor<1x2xf32>
  } else {
    scf.yield %x : tensor<1x2xf32>
  } loc("model.py":50:4)
  func.return %r : tensor<1x2xf32>
}

// Must stay: of other inputs, nothing is known.
// CHECK-LABEL: @gate_of_anything
// CHECK:         scf.if
func.func @gate_of_anything(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = dycl.weight @gate.weight : tensor<1x2xf32>
  %b = dycl.weight @gate.bias : tensor<1xf32>
  %g = aten.linear %x, %w, %b : (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  %t = aten.gt.Scalar %g {other = 0} : (tensor<1x1xf32>) -> tensor<1x1xi1>
  %c = dycl.item %t : tensor<1x1xi1> -> i1
  %r = scf.if %c -> (tensor<1x2xf32>) {
    %y = aten.relu %x : (tensor<1x2xf32>) -> tensor<1x2xf32>
    scf.yield %y : tensor<1x2xf32>
  } else {
    scf.yield %x : tensor<1x2xf32>
  }
  func.return %r : tensor<1x2xf32>
}
}
