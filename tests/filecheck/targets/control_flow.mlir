// RUN: dycl-opt %s -t dot | filecheck %s --check-prefix=DOT
// RUN: dycl-opt %s -t mermaid | filecheck %s --check-prefix=MERMAID
// RUN: dycl-opt %s -t html | filecheck %s --check-prefix=HTML

// Sub-networks, what the host does, branches with probabilities, loops, exceptions.

// DOT:      digraph {
// DOT:      label="forward";
// DOT:      n0_0 [label="@forward", shape=oval];
// DOT-NEXT: n0_1 [label="loop\n3 times", shape=hexagon];
// DOT-NEXT: n0_2 [label="stage\nrelu\n4 FLOP\nmodel.py:3", shape=box, style="rounded,filled", fillcolor="#d7e8fa"];
// DOT-NEXT: n0_3 [label="1 operation\nany\n4 FLOP", shape=box];
// DOT-NEXT: n0_4 [label="model.py:8", shape=diamond];
// DOT-NEXT: n0_5 [label="raise ValueError\nit is \"large\"", shape=octagon, color="#b03030"];
// DOT-NEXT: n0_6 [label="return", shape=oval];
// DOT:      n0_0 -> n0_1 [label=""];
// DOT:      n0_2 -> n0_1 [label=""];
// DOT:      n0_4 -> n0_5 [label="true 20 %", penwidth=1.6];
// DOT-NOT:  n0_5 ->
// DOT:      n0_4 -> n0_6 [label="false 80 %", penwidth=3.4];

// MERMAID:      flowchart TD
// MERMAID-NEXT:   n0_0(["@forward"])
// MERMAID-NEXT:   n0_1{{[{][{]}}"loop<br>3 times"{{[}][}]}}
// MERMAID-NEXT:   n0_2{{\[\[}}"stage<br>relu<br>4 FLOP<br>model.py:3"]]
// MERMAID:        n0_4{"model.py:8"}
// MERMAID-NEXT:   n0_5>"raise ValueError<br>it is #quot;large#quot;"]
// MERMAID:        n0_1 -->|"again"| n0_2
// MERMAID:        n0_4 -->|"true 20 %"| n0_5

// HTML:      <h2>@forward <small>16 FLOP on average</small></h2>
// HTML:      <div class="loop"><div class="title">loop <small>3 times on average</small>
// HTML-NEXT: <div class="work subnetwork"><b>stage</b><small>relu model.py:3</small> 4 FLOP</div>
// HTML:      <div class="work host"><b>1 operation</b><small>any </small> 4 FLOP</div>
// HTML-NEXT: <div class="branch"><div class="title">model.py:8</div><div class="arms">
// HTML-NEXT: <div class="arm"><div class="title">true 20 %<span class="share" style="width: 16px"></span></div>
// HTML-NEXT: <div class="work raise"><b>raise ValueError</b><small>it is &quot;large&quot; </small> </div>
// HTML-NEXT: </div>
// HTML-NEXT: <div class="arm"><div class="title">false 80 %
func.func @forward(%x: tensor<4xf32>) -> tensor<4xf32> {
  %lower = arith.constant 0 : i64
  %upper = arith.constant 3 : i64
  %step = arith.constant 1 : i64
  %h = scf.for %i = %lower to %upper step %step iter_args(%y = %x) -> (tensor<4xf32>) : i64 {
    %z = func.call @stage(%y) : (tensor<4xf32>) -> tensor<4xf32> loc("model.py":3:1)
    scf.yield %z : tensor<4xf32>
  } {dycl.profile = array<i64: 30, 10>}
  %t = aten.any %h : (tensor<4xf32>) -> tensor<i1>
  %c = dycl.item %t : tensor<i1> -> i1
  scf.if %c {
    dycl.raise "ValueError" "it is \"large\""
  } {dycl.profile = array<i64: 2, 8>} loc("model.py":8:3)
  func.return %h : tensor<4xf32>
}
func.func private @stage(%x: tensor<4xf32>) -> tensor<4xf32> attributes {dycl.subnetwork} {
  %y = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
  func.return %y : tensor<4xf32>
}
