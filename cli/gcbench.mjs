#!/usr/bin/env node
/** `gcbench`. */
import "./compile-cache.mjs";

const { runCommandLine } = await import("./main.ts");
process.exitCode = await runCommandLine(process.argv.slice(2));
