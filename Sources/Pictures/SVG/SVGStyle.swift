// The style sheet of an SVG: colours by class, for light and dark grounds and for paper.
// SPDX-License-Identifier: Apache-2.0

/// The style sheet.
enum SVGStyle {
  /// The sheet; the classes of scales only where there are such.
  static func sheet(diverging: Bool, sequential: Bool) -> String {
    var variables = Palette.variables
    func add(_ prefix: String, _ light: [Int], _ dark: [Int]) {
      for (place, colours) in zip(light, dark).enumerated() {
        variables.append(("\(prefix)\(place)", Palette.hex(colours.0), Palette.hex(colours.1)))
      }
    }
    if diverging { add("d", Palette.diverging.light, Palette.diverging.dark) }
    if sequential { add("q", Palette.sequential.light, Palette.sequential.dark) }
    let light = variables.map { "--\($0.name):\($0.light)" }.joined(separator: ";")
    let dark = variables.map { "--\($0.name):\($0.dark)" }.joined(separator: ";")
    let classes = variables.dropFirst(Palette.variables.count).map {
      ".\($0.name){fill:var(--\($0.name))}"
    }.joined()
    return """
      svg{\(light)}
      @media (prefers-color-scheme:dark){svg{\(dark)}}
      @media print{svg{\(light)}}
      \(rules)\(classes.isEmpty ? "" : "\n" + classes)

      """
  }

  private static let rules = """
    text{font:13px ui-sans-serif,system-ui,"Segoe UI","Helvetica Neue",Arial,sans-serif;fill:var(--ink)}
    .h{font-size:16px;font-weight:600}.b{font-weight:600}.m{fill:var(--mute);font-size:12px}.s{font-size:11px}
    .c{font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:12px}
    .t1{fill:var(--kept)}.t2{fill:var(--second)}.t3{fill:var(--third)}
    .bg{fill:var(--bg)}.p{fill:var(--plane)}.k{fill:var(--kept)}.k2{fill:var(--second)}.k3{fill:var(--third)}.pt{fill:var(--ink)}.e{fill:var(--rule)}
    .o{fill:none;stroke:var(--frame)}.w{fill:none;stroke:var(--frame);stroke-width:1.5}.g{fill:none;stroke:var(--rule)}.a{fill:none;stroke:var(--mute)}
    .x{fill:none;stroke:var(--mute);stroke-width:1.5;stroke-linecap:round}.n{fill:none;stroke:var(--ink);stroke-width:1.5}.nb{fill:none;stroke:var(--bg);stroke-width:2}
    .l{fill:none;stroke:var(--ink);stroke-width:1.5}.l1{fill:none;stroke:var(--kept);stroke-width:2}.l2{fill:none;stroke:var(--second);stroke-width:2}.l3{fill:none;stroke:var(--third);stroke-width:2}
    .f1{fill:var(--kept);opacity:.2}.f2{fill:var(--second);opacity:.2}.f3{fill:var(--third);opacity:.2}.th{fill:var(--kept);fill-opacity:.3;stroke:var(--kept)}
    .r{fill:none;stroke:var(--kept)}
    """
}
