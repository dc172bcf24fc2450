import type { Architecture } from "./architecture.ts";

/** One of the proxy's builds for a processor, which the image has beside the generic one. */
export interface TunedBuild {
  /** As GCC names it (-mcpu on arm64, -march on x86_64); the program in the image is `ctm-proxy-<name>`. */
  readonly name: string;
  readonly architecture: Architecture;
  /** Marketing names of the processors it is made for, as {@link instanceTypes} has them. */
  readonly processors: readonly string[];
  /** `cpu_identity` of the processors that it is chosen for. */
  readonly identity: RegExp;
  /** What its code may use, in the kernel's words: without one of these it would end with an illegal instruction. */
  readonly needs: readonly string[];
}

/** x86-64-v3 of the psABI, "Low Level System Information". */
const x86v3 = "avx avx2 bmi1 bmi2 f16c fma abm movbe".split(" ");
/** What both Golden Cove and Zen 4 have beyond it, of what compilers use (GCC manual, "x86 Options"). */
const avx512 = (
  "avx512f avx512dq avx512cd avx512bw avx512vl avx512ifma avx512vbmi avx512_vbmi2 avx512_vnni avx512_bitalg " +
  "avx512_vpopcntdq avx512_bf16 gfni vaes vpclmulqdq adx"
).split(" ");
/** GCC manual, "AArch64 Options", of what has instructions of its own that compilers use. */
const neoverseV1 = "atomics asimdhp asimdrdm jscvt fcma lrcpc asimddp ilrcpc flagm sve i8mm bf16".split(" ");

/** Tried in this order: the first whose processors and needs fit is taken. */
export const tunedBuilds: readonly TunedBuild[] = [
  {
    name: "neoverse-v2",
    architecture: "arm64",
    processors: ["Graviton4"],
    identity: /^0x41\/0xd4f$/,
    needs: [...neoverseV1, "sve2", "svebitperm"],
  },
  {
    name: "neoverse-v1",
    architecture: "arm64",
    processors: ["Graviton3", "Graviton3E"],
    identity: /^0x41\/0xd40$/,
    needs: neoverseV1,
  },
  {
    name: "sapphirerapids",
    architecture: "x86_64",
    processors: ["Sapphire Rapids"],
    // Sapphire and Emerald Rapids.
    identity: /^GenuineIntel\/6\/(?:143|207)\//,
    needs: [...x86v3, ...avx512, "avx512_fp16", "avx_vnni"],
  },
  {
    name: "znver4",
    architecture: "x86_64",
    processors: ["Genoa"],
    // Zen 3 and 4, which the needs tell apart, and Zen 5, which has all that Zen 4 has.
    identity: /^AuthenticAMD\/(?:25|26)\//,
    needs: [...x86v3, ...avx512],
  },
  { name: "x86-64-v3", architecture: "x86_64", processors: [], identity: /./, needs: x86v3 },
];

export const tunedBuildsOf = (architecture: Architecture): readonly TunedBuild[] =>
  tunedBuilds.filter((build) => build.architecture === architecture);
