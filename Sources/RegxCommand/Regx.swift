// The whole program as a function, so that tests run it in process.

/// Runs the command line `arguments`, without the program's name, and returns the exit code.
public func regx(_ arguments: [String]) -> Int32 { 2 }
