import RegxCommand

let code = regx(Array(CommandLine.arguments.dropFirst()))
