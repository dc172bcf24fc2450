import path from "node:path";
import { execa } from "execa";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * `gcbench` with a state directory of its own, so that nothing of the user's is touched. The type is inferred: comparing
 * execa's with another spelling of it takes the compiler seconds.
 */
export function gcbenchIn(stateDir: string) {
  return (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    execa(process.execPath, [path.join(root, "cli/main.ts"), ...args], {
      cwd: root,
      reject: false,
      env: { ...env, GCBENCH_STATE_DIR: stateDir },
    });
}
