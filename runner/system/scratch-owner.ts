import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import type { SystemFiles } from "./system-files.ts";

/**
 * Who a scratch directory belongs to, found out in any container of the machine: a process id means nothing in
 * another one, but a socket in a directory that both see is answered by the kernel for as long as its owner lives, and
 * refused from the moment that it is killed.
 */
const socketName = "owner.sock";
/** Written last: what has it has a socket. Has the boot's id, since a socket of another machine is refused too. */
const recordName = "owner.json";
/** The longest path of a socket (sun_path of unix(7), less its end). */
const longestPath = 107;

/** Marks a workload as that of a scratch directory, whatever directory it goes to. */
export const ownerVariable = "GCBENCH_WORKLOAD_OF";

interface Owned {
  /** Why the directory could not be marked. */
  readonly fault?: string;
  release(): void;
}

/** Marks a directory as this process's for as long as it lives. */
export async function markOwned(directory: string, files: SystemFiles): Promise<Owned> {
  const boot = bootId(files);
  const path = join(directory, socketName);
  const none = { release: () => {} };
  if (boot === undefined) return { ...none, fault: "the id of this boot cannot be read" };
  if (Buffer.byteLength(path) > longestPath)
    return { ...none, fault: `the path of a socket in it is too long` };
  const server = createServer((connection) => connection.destroy());
  try {
    await once(server.listen(path), "listening");
  } catch (error) {
    return { ...none, fault: (error as Error).message };
  }
  server.unref();
  writeFileSync(join(directory, recordName), `${JSON.stringify({ boot })}\n`);
  return { release: () => void server.close() };
}

/** Whether the owner of a scratch directory is gone. `unknown`: it is not marked, or not by a runner of this boot. */
export async function ownerOf(directory: string, files: SystemFiles): Promise<"alive" | "gone" | "unknown"> {
  const boot = bootId(files);
  try {
    const record = JSON.parse(readFileSync(join(directory, recordName), "utf8")) as { boot?: unknown } | null;
    if (boot === undefined || record?.boot !== boot) return "unknown";
  } catch {
    return "unknown";
  }
  const connection = connect(join(directory, socketName));
  try {
    await once(connection, "connect");
    return "alive";
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Without its socket it was being removed when it was killed.
    return code === "ECONNREFUSED" || code === "ENOENT" ? "gone" : "unknown";
  } finally {
    connection.destroy();
  }
}

const bootId = (files: SystemFiles): string | undefined =>
  files.text("/proc/sys/kernel/random/boot_id")?.trim() || undefined;
