import { closeSync, openSync, readSync } from "node:fs";
import { elfHeaderBytes, elfMachine } from "../../contract/elf-machine.ts";

/** The machine that a program was compiled for; `undefined` when it is a script or cannot be read. */
export function executableMachine(path: string): string | undefined {
  const header = Buffer.alloc(elfHeaderBytes);
  try {
    const file = openSync(path, "r");
    try {
      return elfMachine(header.subarray(0, readSync(file, header, 0, header.length, 0)));
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}
