// RUN: dycl-opt %s -p 'annotate-profile{file="%S/Inputs/profile.json"}' | filecheck %s
// RUN: not dycl-opt %s -p 'annotate-profile{file="%s"}' 2>&1 | filecheck %s --check-prefix=BROKEN
// RUN: not dycl-opt %s -p 'annotate-profile{file="nothing.json"}' 2>&1 | filecheck %s --check-prefix=NOTHING

// BROKEN: error: {{.*}}annotate-profile.mlir is no profile
// NOTHING: error: cannot read nothing.json: No such file or directory

// Branches of one line are told apart by how many of them come before on the path.
// CHECK-LABEL: @exits
// CHECK:           } else {
// CHECK:             {dycl.profile = array<i64: 1, 94>}
// CHECK:           {dycl.profile = array<i64: 5, 95>}
// CHECK:           scf.if %c {
// CHECK-NEXT:      }{{ ?}}{dycl.profile = array<i64: 41, 148>}
func.func @exits(%a: i1, %b: i1, %c: i1, %x: i64) -> i64 {
  %r = scf.if %a -> (i64) {
    scf.yield %x : i64
  } else {
    %q = scf.if %b -> (i64) {
      scf.yield %x : i64
    } else {
      scf.yield %x : i64
    } loc("model.py":14:8)
    scf.yield %q : i64
  } loc("/somewhere/model.py":14:8)
  // The second or the third.
  scf.if %c {
  } loc("model.py":14:8)
  func.return %r : i64
}

// A loop's test counts each time; what no line counts stays as it is.
// CHECK-LABEL: @loop
// CHECK:         scf.while
// CHECK:         } attributes {dycl.profile = array<i64: 11, 12>}
// CHECK:         scf.if %a {
// CHECK-NEXT:    }
// CHECK-NOT:     dycl.profile
func.func @loop(%a: i1, %x: i64) -> i64 {
  %r = scf.while (%i = %x) : (i64) -> i64 {
    %zero = arith.constant 0 : i64
    %go = arith.cmpi sgt, %i, %zero : i64
    scf.condition(%go) %i : i64
  } do {
  ^bb0(%j: i64):
    %one = arith.constant 1 : i64
    %k = arith.subi %j, %one : i64
    scf.yield %k : i64
  } loc("model.py":20:8)
  scf.if %a {
  } loc("model.py":99:8)
  func.return %r : i64
}
