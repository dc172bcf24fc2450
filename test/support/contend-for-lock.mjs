/**
 * One of several processes that fight for a lock: node contend-for-lock.mjs FILE ROUNDS. Every time it has the lock it
 * checks that nobody else has, and then "dies" with it: what it leaves names a process that is gone. Ends with 1 when
 * two had it at once, else prints how often it had it.
 */
import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, rmdirSync, writeFileSync } from "node:fs";
import { takeLockFile } from "../../host/lock-file.mjs";

const [file = "", rounds = "0"] = process.argv.slice(2);
const inside = `${file}.inside`;
const deadPid = 2 ** 30;

for (let taken = 0; taken < Number(rounds);) {
  if (takeLockFile(file)) continue;
  taken++;
  try {
    mkdirSync(inside);
  } catch {
    console.error("two processes have the lock");
    process.exit(1);
  }
  // So that the others stand before the lock when its owner dies.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  rmdirSync(inside);
  const dead = `${file}.${randomUUID()}`;
  writeFileSync(dead, JSON.stringify({ pid: deadPid, since: "then", id: randomUUID() }));
  renameSync(dead, file);
}
console.log(rounds);
