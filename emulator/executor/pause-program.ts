import type { Platform } from "../../contract/architecture.ts";

const elfHeaderBytes = 64;
const programHeaderBytes = 56;
/** Where the kernel puts the file; a multiple of the largest page. */
const address = 0x400000;
const page = 0x10000;

/** Machine codes of ELF (`e_machine`), and code that waits for a signal for ever. */
const machines: Readonly<Record<Platform, { readonly code: number; readonly instructions: Buffer }>> = {
  "linux/amd64": {
    code: 62,
    instructions: Buffer.from([
      // mov eax, 34 (pause); syscall; jmp to the first
      0xb8, 34, 0, 0, 0, 0x0f, 0x05, 0xeb, 0xf7,
    ]),
  },
  "linux/arm64": {
    code: 183,
    instructions: words([
      // mov x0 … x3, 0; mov x8, 73 (ppoll of nothing, without a time limit); svc 0; b to the first
      0xd2800000, 0xd2800001, 0xd2800002, 0xd2800003, 0xd2800928, 0xd4000001, 0x17fffffa,
    ]),
  },
};

/**
 * A program for Linux that does nothing until it is killed, in under 200 bytes: it needs no library, no shell and no
 * image of its own, and so runs in a container of any image (ELF-64: elf(5); system calls: pause(2), ppoll(2)).
 */
export function pauseProgram(platform: Platform): Buffer {
  const { code, instructions } = machines[platform];
  const start = elfHeaderBytes + programHeaderBytes;
  const size = start + instructions.length;
  const file = Buffer.alloc(size);
  // Magic, 64 bits, little-endian, version 1.
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  file.writeUInt16LE(2, 16); // e_type: executable
  file.writeUInt16LE(code, 18);
  file.writeUInt32LE(1, 20); // e_version
  file.writeBigUInt64LE(BigInt(address + start), 24); // e_entry
  file.writeBigUInt64LE(BigInt(elfHeaderBytes), 32); // e_phoff
  file.writeUInt16LE(elfHeaderBytes, 52);
  file.writeUInt16LE(programHeaderBytes, 54);
  file.writeUInt16LE(1, 56); // e_phnum
  // The one segment: the whole file, readable and executable.
  file.writeUInt32LE(1, 64); // p_type: PT_LOAD
  file.writeUInt32LE(5, 68); // p_flags
  file.writeBigUInt64LE(BigInt(address), 80); // p_vaddr
  file.writeBigUInt64LE(BigInt(address), 88); // p_paddr
  file.writeBigUInt64LE(BigInt(size), 96); // p_filesz
  file.writeBigUInt64LE(BigInt(size), 104); // p_memsz
  file.writeBigUInt64LE(BigInt(page), 112); // p_align
  instructions.copy(file, start);
  return file;
}

function words(of: readonly number[]): Buffer {
  const buffer = Buffer.alloc(4 * of.length);
  of.forEach((word, index) => buffer.writeUInt32LE(word, 4 * index));
  return buffer;
}
