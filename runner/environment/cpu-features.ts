import type { SystemFiles } from "../system/system-files.ts";
import { parseCpuInfo } from "./cpu-info.ts";

/**
 * Bits of AT_HWCAP and AT_HWCAP2 on aarch64 (Linux, arch/arm64/include/uapi/asm/hwcap.h), named as in /proc/cpuinfo.
 */
const hwcap: Readonly<Record<string, number>> = {
  atomics: 8,
  asimdhp: 10,
  asimdrdm: 12,
  jscvt: 13,
  fcma: 14,
  lrcpc: 15,
  asimddp: 20,
  sve: 22,
  ilrcpc: 26,
  flagm: 27,
};
const hwcap2: Readonly<Record<string, number>> = { sve2: 1, svebitperm: 4, i8mm: 13, bf16: 14 };

const auxiliaryHwcap = 16n;
const auxiliaryHwcap2 = 26n;

/**
 * What programs may use here, in the kernel's words; `undefined` where it cannot be known. On aarch64 from the
 * auxiliary vector, which tells the truth under QEMU too; x86-64 has it only in /proc/cpuinfo, which under QEMU is
 * the host's.
 */
export function cpuFeatures(
  machine: string,
  files: SystemFiles,
  { emulated }: { emulated: boolean },
): ReadonlySet<string> | undefined {
  if (machine === "aarch64") return fromAuxiliaryVector(files.head("/proc/self/auxv", 4096));
  const flags = emulated ? undefined : parseCpuInfo(files.text("/proc/cpuinfo") ?? "").get("flags");
  return flags === undefined ? undefined : new Set(flags.split(/\s+/));
}

/** Pairs of 8-byte words, type and value (System V ABI for AArch64). */
function fromAuxiliaryVector(vector: Buffer | undefined): ReadonlySet<string> | undefined {
  if (!vector) return undefined;
  const values = new Map<bigint, bigint>();
  for (let at = 0; at + 16 <= vector.length; at += 16) {
    values.set(vector.readBigUInt64LE(at), vector.readBigUInt64LE(at + 8));
  }
  if (!values.has(auxiliaryHwcap)) return undefined;
  const named = (bits: Readonly<Record<string, number>>, word: bigint) =>
    Object.keys(bits).filter((name) => (word >> BigInt(bits[name] ?? 0)) & 1n);
  return new Set([
    ...named(hwcap, values.get(auxiliaryHwcap) ?? 0n),
    ...named(hwcap2, values.get(auxiliaryHwcap2) ?? 0n),
  ]);
}
