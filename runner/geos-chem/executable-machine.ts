import { closeSync, openSync, readSync } from "node:fs";

/** Machine numbers of ELF headers (System V ABI, e_machine), as `uname -m` writes them. */
const machines: Readonly<Record<number, string>> = { 0x3e: "x86_64", 0xb7: "aarch64" };

/** The machine that a program was compiled for; `undefined` when it is no ELF file (a script) or cannot be read. */
export function executableMachine(path: string): string | undefined {
  const header = Buffer.alloc(20);
  try {
    const file = openSync(path, "r");
    try {
      if (readSync(file, header, 0, header.length, 0) < header.length) return undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
  if (header.readUInt32BE(0) !== 0x7f454c46) return undefined;
  const machine = header.readUInt16LE(18);
  return machines[machine] ?? `machine ${machine}`;
}
