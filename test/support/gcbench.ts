import path from "node:path";
import { execa } from "execa";

const root = path.resolve(import.meta.dirname, "../..");

/** A running `gcbench`. A type of our own: checking execa's takes longer than all the rest of the project. */
interface Running extends PromiseLike<{
  readonly exitCode?: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}> {
  readonly stderr: NodeJS.ReadableStream;
  readonly kill: (signal: NodeJS.Signals) => boolean;
}

/** `gcbench` with a state directory of its own, so that nothing of the user's is touched. */
export function gcbenchIn(stateDir: string) {
  return (args: readonly string[], env: NodeJS.ProcessEnv = {}): Running =>
    execa(process.execPath, [path.join(root, "cli/gcbench.mjs"), ...args], {
      cwd: root,
      reject: false,
      env: { ...env, GCBENCH_STATE_DIR: stateDir },
    });
}
