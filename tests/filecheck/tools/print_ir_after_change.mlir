// RUN: dycl-opt %s -p dycl-minimal,remove-dead-values --print-ir-after-change 2>&1 >/dev/null | filecheck %s
// RUN: dycl-opt %s -p dycl-minimal,remove-dead-values --print-ir-after-all 2>&1 >/dev/null | filecheck %s --check-prefixes=CHECK,ALL
// RUN: dycl-opt %s -p dycl-default --time-passes 2>&1 >/dev/null | filecheck %s --check-prefix=TIMES
// RUN: dycl-opt %s -p dycl-default --time-passes 2>/dev/null | dycl-opt | filecheck %s --check-prefix=PROGRAM

// A named pipeline is shown pass by pass; values keep their names from pass to pass.
// CHECK:      // outline-regions changed:
// CHECK:      {{^}}-    %y = aten.relu %x
// CHECK-NEXT: {{^}}+    %1 = func.call @y(%x)
// CHECK-NEXT: {{^}}+    func.return %1
// CHECK:      {{^}}+    %y = aten.relu %x_1
// CHECK-NEXT: {{^}}     %0 = aten.neg %y
// ALL:        // remove-dead-values changed nothing

// TIMES:      pass                      seconds   share   operations
// TIMES-NEXT: prune-dead-branches
// TIMES:      outline-regions
// TIMES:      total

// The program alone is on standard output.
// PROGRAM:      func.func @forward
func.func @forward(%x: tensor<2xf32>) -> tensor<2xf32> {
  %y = aten.relu %x : (tensor<2xf32>) -> tensor<2xf32>
  %0 = aten.neg %y : (tensor<2xf32>) -> tensor<2xf32>
  func.return %0 : tensor<2xf32>
}
