#!/usr/bin/env node
/**
 * `gcbench`. Plain JavaScript, so that nothing is compiled before there is a cache to take it from: what strips types is
 * WebAssembly, and takes a tenth of a second to load.
 */
import { enableCompileCache } from "node:module";
import path from "node:path";

// What a command imports is compiled once, not at each start: most of the time that a short command takes.
enableCompileCache(path.join(import.meta.dirname, "../node_modules/.cache/compile"));

const { runCommandLine } = await import("./main.ts");
process.exitCode = await runCommandLine(process.argv.slice(2));
