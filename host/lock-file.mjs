// scripts/with-packages.mjs takes the same lock on the host's own Node: plain JavaScript, no packages.
import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isProcessAlive } from "./is-process-alive.mjs";

/**
 * Who holds a lock file: process, ISO time of taking it, and an id that no other taking has.
 *
 * @typedef {{ readonly pid: number, readonly since: string, readonly id: string }} LockOwner
 */

/**
 * Takes a lock that is a file naming its owner; its folder exists. The file appears with its content, by a link, so
 * that none is ever half written. Whoever takes it removes it again.
 *
 * @param {string} file
 * @returns {LockOwner | undefined} `undefined` when it is taken, else the living process that is in the way.
 */
export function takeLockFile(file) {
  const own = { pid: process.pid, since: new Date().toISOString(), id: randomUUID() };
  const written = `${file}.${own.id}`;
  writeFileSync(written, JSON.stringify(own), { flag: "wx" });
  try {
    while (!isLinked(written, file)) {
      const owner = readOwner(file);
      if (owner === "gone") continue;
      if (owner && isProcessAlive(owner.pid)) return owner;
      const other = removeDead(file, owner?.id);
      if (other) return other;
    }
    return undefined;
  } finally {
    rmSync(written, { force: true });
  }
}

/**
 * Removes the lock that a dead owner left. Between looking and removing, another process could do so and take the lock
 * anew, and the living one's would be removed. So only the holder of a second lock, of that one taking, may remove it.
 *
 * @param {string} file
 * @param {string | undefined} id of the taking; `undefined` for a file that says nothing, which nobody holds
 * @returns {LockOwner | undefined} the living process that is removing it already
 */
function removeDead(file, id) {
  const turn = `${file}.${id ?? "unreadable"}.dead`;
  const other = takeLockFile(turn);
  if (other) return other;
  try {
    const owner = readOwner(file);
    if (owner !== "gone" && owner?.id === id) rmSync(file, { force: true });
  } finally {
    rmSync(turn, { force: true });
  }
  return undefined;
}

/**
 * @param {string} from
 * @param {string} to
 */
function isLinked(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * @param {string} file
 * @returns {LockOwner | "gone" | undefined} `undefined` when the file names no owner
 */
function readOwner(file) {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return "gone";
    throw error;
  }
  try {
    const owner = JSON.parse(text);
    return Number.isInteger(owner?.pid) && typeof owner.id === "string" ? owner : undefined;
  } catch {
    return undefined;
  }
}
