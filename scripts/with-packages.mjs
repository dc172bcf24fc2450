/**
 * Runs a file of the project on the project's own Node, after installing the npm packages if they are missing or older
 * than the lockfile. This and what it imports is the only code that may run on the host's Node (18 or newer): plain
 * JavaScript, no dependencies.
 *
 *   node scripts/with-packages.mjs <file> [arguments…]
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { takeLockFile } from "../host/lock-file.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const node = path.join(root, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
const installed = path.join(root, "node_modules", ".package-lock.json");
const lockfile = path.join(root, "package-lock.json");

if (!isCurrent()) withLock(install);

const child = spawn(node, process.argv.slice(2), { stdio: "inherit", shell: process.platform === "win32" });
// Ctrl-C reaches the child through the terminal; it decides how to end, this process only waits for it.
process.on("SIGINT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`Cannot start ${node}: ${error.message}. Remove node_modules and run the command again.`);
  process.exitCode = 1;
});
child.on("exit", (code, signal) => {
  if (signal) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  } else process.exitCode = code ?? 1;
});

function isCurrent() {
  return (
    existsSync(node) && existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs
  );
}

function install() {
  if (isCurrent()) return; // another process did it while this one waited
  console.error("Installing the npm packages (once, about 40 s) …");
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ["npm"];
  const [command, ...prefix] = npm;
  const done = spawnSync(command, [...prefix, "ci", "--loglevel=error", "--no-progress"], {
    cwd: root,
    // Standard output stays clean for --json.
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (done.status === 0) return;
  console.error("npm ci failed. See its message above; `npm ci` by hand shows more.");
  process.exit(1);
}

/** Two commands started together on a fresh clone must not both write node_modules. */
function withLock(action) {
  const file = path.join(root, ".npm-install.lock");
  while (takeLockFile(file)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  process.on("exit", () => rmSync(file, { force: true }));
  action();
  rmSync(file, { force: true });
}
