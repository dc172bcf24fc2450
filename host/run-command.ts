import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { execa } from "execa";
import { GeosBenchError } from "../contract/errors.ts";
import { stopGroupOnAbort } from "./stop-group-on-abort.ts";

interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What the program reads on standard input; nothing by default. */
  readonly input?: Readable;
  /** Called with every line of standard output and standard error, as it is written. */
  readonly onLine?: (line: string) => void;
}

/** Runs a program and returns its standard output; a failure is an error with the last lines it wrote. */
export type RunCommand = (argv: readonly string[], options?: RunOptions) => Promise<string>;

const quotedLines = 20;

export const runCommand: RunCommand = async (argv, options = {}) => {
  const { signal, env, cwd, input, onLine } = options;
  signal?.throwIfAborted();
  const [file = "", ...args] = argv;
  const child = execa(file, args, {
    all: true,
    reject: false,
    // A process group of its own: apt and mmdebstrap stop for good only when their children are told too.
    detached: process.platform !== "win32",
    ...(input ? { input } : { stdin: "ignore" }),
    ...(env && { env }),
    ...(cwd && { cwd }),
  });
  const stopWatching = stopGroupOnAbort(child.pid, signal);
  if (onLine) createInterface({ input: child.all }).on("line", onLine);
  const result = await child.finally(stopWatching);
  signal?.throwIfAborted();
  if (!result.failed) return result.stdout;
  const tail = result.all.trim().split("\n").slice(-quotedLines).join("\n");
  throw new GeosBenchError(`\`${argv.join(" ")}\` failed: ${result.shortMessage}\n${tail}`, {
    code: result.code === "ENOENT" ? "command-not-found" : "command-failed",
    cause: result,
  });
};
