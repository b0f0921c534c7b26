// RUN: not dycl-opt %s -t c 2>&1 | filecheck %s

// CHECK:       model.py:7:5: error: aten.relu stays on the host, and the C host program cannot compute it
// CHECK:       hint: compile it with host="python"
func.func @forward(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %r = aten.relu %x : (tensor<1x2xf32>) -> tensor<1x2xf32> loc("model.py":7:5)
  func.return %r : tensor<1x2xf32>
}
