/** Machine numbers of ELF headers (System V ABI, e_machine), as `uname -m` writes them. */
const machines: Readonly<Record<number, string>> = { 0x3e: "x86_64", 0xb7: "aarch64" };

/** How much of a file {@link elfMachine} looks at. */
export const elfHeaderBytes = 20;

/**
 * The machine that a program was compiled for, by its first bytes; `undefined` when it is no ELF file, such as a
 * script.
 */
export function elfMachine(header: Uint8Array): string | undefined {
  if (header.length < elfHeaderBytes) return undefined;
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  if (view.getUint32(0) !== 0x7f454c46) return undefined;
  const machine = view.getUint16(18, true);
  return machines[machine] ?? `machine ${machine}`;
}
