import path from "node:path";
import { execa, type ResultPromise } from "execa";

const root = path.resolve(import.meta.dirname, "../..");

/** `gcbench` with a state directory of its own, so that nothing of the user's is touched. */
export function gcbenchIn(stateDir: string) {
  return (args: readonly string[], env: NodeJS.ProcessEnv = {}): ResultPromise<{ reject: false }> =>
    execa(process.execPath, [path.join(root, "cli/main.ts"), ...args], {
      cwd: root,
      reject: false,
      env: { ...env, GCBENCH_STATE_DIR: stateDir },
    });
}
