import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { isStateThere } from "./state-owner.ts";
import { isProcessAlive } from "../is-process-alive.mjs";

/**
 * Names this process: "<host>/<pid>/<start time>". The start time tells it from a later process with the same pid; the
 * host, from processes of other machines that use the same Docker engine.
 */
export function ownerId(): string {
  return `${hostname()}/${process.pid}/${startTime(process.pid) ?? "0"}`;
}

/**
 * Whether the process of an owner id may still be alive, or the state of one that outlives its process is there. In
 * doubt it is: containers of a living owner must never be touched, a dead one's can wait.
 */
export function isAlive(owner: string): boolean {
  const isThere = isStateThere(owner);
  if (isThere !== undefined) return isThere;
  const [, host, pid, start] = /^(.+)\/(\d+)\/(\d+)$/.exec(owner) ?? [];
  if (host !== hostname() || pid === undefined) return true;
  if (!isProcessAlive(Number(pid))) return false;
  const now = startTime(Number(pid));
  return now === undefined || start === "0" || now === start;
}

/** Clock ticks from boot to the start of a process; `undefined` where the system has no /proc. */
function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // Field 22; the second field, the program's name, may contain blanks and parentheses.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}
