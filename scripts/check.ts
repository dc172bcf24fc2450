/**
 * Format, lint, types, dead code, schemas and unit tests: what a change must pass before it is committed. `--no-tests`
 * leaves the tests out, where `npm test` follows.
 */
import { parseArgs } from "node:util";
import { execa } from "execa";

const { values } = parseArgs({ options: { "no-tests": { type: "boolean", default: false } } });

const steps: readonly (readonly [string, readonly string[]])[] = [
  ["format", ["prettier", "--check", "--log-level", "warn", "."]],
  ["lint", ["oxlint", "--type-aware", "--deny-warnings", "--quiet"]],
  ["types", ["tsc", "--noEmit"]],
  ["dead code", ["knip", "--no-progress"]],
  ["schemas", ["node", "scripts/write-schemas.ts", "--check"]],
];
const unitTests = ["unit tests", ["vitest", "run", "--project", "unit", "--silent", "passed-only"]] as const;

let failed = false;
for (const [title, [command = "", ...args]] of values["no-tests"] ? steps : [...steps, unitTests]) {
  const started = performance.now();
  const { exitCode, all } = await execa(command, args, {
    preferLocal: true,
    reject: false,
    all: true,
    env: { NO_COLOR: "1" },
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${exitCode === 0 ? "✔" : "✖"} ${title} (${seconds} s)`);
  if (exitCode === 0) continue;
  failed = true;
  console.log(all);
}
process.exitCode = failed ? 1 : 0;
