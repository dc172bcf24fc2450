import { expect, test } from "vitest";
import { tunedBuilds } from "../../../../contract/tuned-builds.ts";
import { chooseBuild } from "../../../../runner/proxy/choose-build.ts";
import { parsedConfig } from "../support/benchmark.ts";
import { elfHeader, fakeFiles } from "../support/fake-files.ts";

const executable = `/proc/self/task/${process.pid}/exe`;
const needsOf = (name: string) => tunedBuilds.find((build) => build.name === name)?.needs ?? [];

/** Positions as in Linux's asm/hwcap.h, written out again: the kernel's side of the contract. */
const bits: Record<string, [word: 16 | 26, bit: number]> = {
  atomics: [16, 8],
  asimdhp: [16, 10],
  asimdrdm: [16, 12],
  jscvt: [16, 13],
  fcma: [16, 14],
  lrcpc: [16, 15],
  asimddp: [16, 20],
  sve: [16, 22],
  ilrcpc: [16, 26],
  flagm: [16, 27],
  sve2: [26, 1],
  svebitperm: [26, 4],
  i8mm: [26, 13],
  bf16: [26, 14],
};

function auxiliaryVector(features: readonly string[]): Buffer {
  const words = { 16: 0n, 26: 0n };
  for (const feature of features) {
    const [word, bit] = bits[feature] ?? [];
    if (word === undefined) throw new Error(`where is ${feature}?`);
    words[word] |= 1n << BigInt(bit ?? 0);
  }
  const pairs = [6n, 4096n, 16n, words[16], 26n, words[26], 0n, 0n];
  const vector = Buffer.alloc(pairs.length * 8);
  for (const [index, value] of pairs.entries()) vector.writeBigUInt64LE(value, index * 8);
  return vector;
}

const arm = (part: string, features: readonly string[]) => ({
  architecture: "aarch64",
  kernel: "Linux 6.1",
  logicalCpus: 16,
  files: fakeFiles({
    [executable]: elfHeader(183),
    "/proc/cpuinfo": `CPU implementer\t: 0x41\nCPU part\t: ${part}\n`,
    "/proc/self/auxv": auxiliaryVector(features),
  }),
});

const emulatedArm = (features: readonly string[]) => ({
  ...arm("", []),
  files: fakeFiles({
    [executable]: elfHeader(62),
    "/proc/cpuinfo": "vendor_id\t: AuthenticAMD\nflags\t: avx512f\n",
    "/proc/self/auxv": auxiliaryVector(features),
  }),
});

const x86 = (identity: [vendor: string, family: number, model: number], flags: readonly string[]) => ({
  architecture: "x86_64",
  kernel: "Linux 6.1",
  logicalCpus: 16,
  files: fakeFiles({
    [executable]: elfHeader(62),
    "/proc/cpuinfo": `vendor_id\t: ${identity[0]}\ncpu family\t: ${identity[1]}\nmodel\t\t: ${identity[2]}\nstepping\t: 1\nflags\t\t: fpu sse2 ${flags.join(" ")}\n`,
  }),
});

const tuned = (machine: Parameters<typeof chooseBuild>[2], instance?: [name: string, processor: string]) =>
  chooseBuild(
    parsedConfig(
      instance && {
        hardware: {
          instance_type: instance[0],
          processor_type: instance[1],
          architecture: "arm64",
          vcpus: 15,
          memory_gb: 30,
        },
      },
    ),
    "tuned",
    machine,
  );

const v2 = needsOf("neoverse-v2");
const spr = needsOf("sapphirerapids");
const zen4 = needsOf("znver4");
const v3 = needsOf("x86-64-v3");

test.each([
  ["Graviton4", arm("0xd4f", v2), "neoverse-v2"],
  ["Graviton3, whatever else it can do", arm("0xd40", v2), "neoverse-v1"],
  ["c7i", x86(["GenuineIntel", 6, 143], spr), "sapphirerapids"],
  ["c7a", x86(["AuthenticAMD", 25, 17], zen4), "znver4"],
  ["Zen 5", x86(["AuthenticAMD", 26, 2], zen4), "znver4"],
  ["Zen 3, which has no AVX-512", x86(["AuthenticAMD", 25, 1], v3), "x86-64-v3"],
  ["c7i behind a hypervisor that hides AVX-512", x86(["GenuineIntel", 6, 143], v3), "x86-64-v3"],
])("%s gets its own build", (_name, machine, build) => {
  expect(tuned(machine)).toBe(build);
});

test.each([
  ["Graviton2", arm("0xd0c", []), "none is for processor 0x41/0xd0c"],
  ["an old x86", x86(["GenuineIntel", 6, 45], ["avx"]), "lacks avx2, bmi1, bmi2"],
  [
    "Graviton3 without SVE",
    arm(
      "0xd40",
      v2.filter((name) => name !== "sve"),
    ),
    "0x41/0xd40 lacks sve, which",
  ],
])("%s is refused, with what there is", (_name, machine, why) => {
  expect(() => tuned(machine)).toThrow(why);
  expect(() => tuned(machine)).toThrow(/There are: (neoverse-v2, neoverse-v1|.*x86-64-v3)\./);
});

test("under emulation the claimed processor decides, and the emulator has to know its instructions", () => {
  expect(tuned(emulatedArm(v2))).toBe("neoverse-v1");
  expect(tuned(emulatedArm(v2), ["c8g.4xlarge", "Graviton4"])).toBe("neoverse-v2");
  expect(() => tuned(emulatedArm(needsOf("neoverse-v1")), ["c8g.4xlarge", "Graviton4"])).toThrow(
    "Graviton4 (claimed; emulated here) lacks sve2, svebitperm",
  );
});

test("nothing is guessed where features cannot be read: x86-64 under emulation", () => {
  const machine = x86(["GenuineIntel", 6, 143], spr);
  const emulated = { ...machine, files: fakeFiles({ [executable]: elfHeader(183) }) };
  expect(() => tuned(emulated)).toThrow("what this processor can do cannot be read");
});

test("the generic build asks nothing of the machine", () => {
  expect(chooseBuild(parsedConfig(), "generic", arm("0xd0c", []))).toBe("generic");
});

test("every build is of a name that a program can have, once", () => {
  const names = tunedBuilds.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9-]+$/);
});
