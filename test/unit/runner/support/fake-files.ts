import type { SystemFiles } from "../../../../runner/system/system-files.ts";

/** The files of a machine that this is not. A Buffer is a file that only `head` reads. */
export function fakeFiles(files: Readonly<Record<string, string | Buffer>>): SystemFiles {
  return {
    text: (path) => {
      const found = files[path];
      return typeof found === "string" ? found : undefined;
    },
    list: (directory) => {
      const below = Object.keys(files).filter((path) => path.startsWith(`${directory}/`));
      return [...new Set(below.map((path) => path.slice(directory.length + 1).split("/")[0] ?? ""))];
    },
    head: (path, bytes) => {
      const found = files[path];
      return found === undefined ? undefined : Buffer.from(found).subarray(0, bytes);
    },
  };
}

/** The first bytes of an ELF executable for a machine (System V ABI: 62 is x86-64, 183 AArch64). */
export function elfHeader(machine: number): Buffer {
  const header = Buffer.alloc(64);
  header.write("\u007FELF", "latin1");
  header.writeUInt16LE(machine, 18);
  return header;
}

/** Neoverse V1 as in Graviton3 (benchmarking facts, section 5.5), first of 16 processors. */
export const graviton3CpuInfo = `processor	: 0
BogoMIPS	: 2100.00
Features	: fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid sve
CPU implementer	: 0x41
CPU architecture: 8
CPU variant	: 0x1
CPU part	: 0xd40
CPU revision	: 1

processor	: 1
CPU implementer	: 0x41
CPU part	: 0xd4f
`;

export const genoaCpuInfo = `processor	: 0
vendor_id	: AuthenticAMD
cpu family	: 25
model		: 17
model name	: AMD EPYC 9R14
stepping	: 1
flags		: fpu vme avx512f

processor	: 1
vendor_id	: AuthenticAMD
`;
