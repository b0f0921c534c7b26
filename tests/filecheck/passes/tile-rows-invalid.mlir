// RUN: not dycl-opt %s -p tile-rows 2>&1 | filecheck %s

// CHECK: model.py:7:5: error: @mix can't be computed for some rows at a time: aten.softmax.int: it does not compute rows one by one
// CHECK: outline-regions
func.func private @mix(%x: tensor<?x4xf32>) -> tensor<?x4xf32> attributes {dycl.subnetwork} {
  %h = aten.softmax.int %x {dim = 0} : (tensor<?x4xf32>) -> tensor<?x4xf32> loc("model.py":7:5)
  func.return %h : tensor<?x4xf32>
}
