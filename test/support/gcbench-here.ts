import { format } from "node:util";
import { vi } from "vitest";
import { runCommandLine } from "../../cli/main.ts";

interface Done {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Env = Readonly<Record<string, string>>;

/** Two at once would print into each other. */
let last: Promise<unknown> = Promise.resolve();

/**
 * `gcbench` within this process, from the arguments to the exit code, with a state directory of its own: for commands
 * that read results and print, whose start as a process of their own takes longer than they do. What depends on being
 * one (signals, standard input, locks) is tested by `gcbenchIn`. Commands that are called together run one by one.
 */
export const gcbenchHere =
  (stateDir: string) =>
  (args: readonly string[], env: Env = {}): Promise<Done> => {
    const done = last.then(() => captured(args, { ...env, GCBENCH_STATE_DIR: stateDir }));
    last = done.catch(() => {});
    return done;
  };

async function captured(args: readonly string[], env: Env): Promise<Done> {
  let stdout = "";
  let stderr = "";
  const before = process.exitCode;
  const spies = [
    vi.spyOn(console, "log").mockImplementation((...said) => void (stdout += `${format(...said)}\n`)),
    vi.spyOn(console, "error").mockImplementation((...said) => void (stderr += `${format(...said)}\n`)),
    // What is wrong with the arguments is written by commander itself.
    vi.spyOn(process.stderr, "write").mockImplementation((said) => Boolean((stderr += String(said)))),
  ];
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  try {
    const exitCode = await runCommandLine(args);
    // Without the last line's end, as execa returns it.
    return { exitCode, stdout: stdout.replace(/\n$/, ""), stderr: stderr.replace(/\n$/, "") };
  } finally {
    process.exitCode = before;
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
  }
}
