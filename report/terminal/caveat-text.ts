import { caveats as allCaveats, type Caveat } from "../../contract/caveat.ts";
import { rankingCaveat } from "../../contract/proxy-index/validation.ts";

/** A caveat as a line below a table. */
export const caveatText: Readonly<Record<Caveat, string>> = {
  emulated: "emulated: ran under QEMU. Its times show that the path works; they are not performance.",
  "emulation-unknown": "unknown: whether it was emulated is not known. Its times are not performance.",
  proxy: `proxy: the workload was the proxy, not GEOS-Chem. ${rankingCaveat}`,
  disturbed:
    "disturbed: the machine did something else meanwhile, or held the run back. What it was: samples[].neighbours of its results.json.",
  imported:
    "imported: it ran elsewhere, read from what it left; its machine is as somebody said. Shown, never ranked.",
  published: "published: as somebody reported it, not measured here. Shown, never ranked.",
};

/** The caveats that any of these have, in the order of all. */
export function caveatsIn(all: readonly { readonly caveats: readonly Caveat[] }[]): Caveat[] {
  const found = new Set(all.flatMap((of) => of.caveats));
  return allCaveats.filter((caveat) => found.has(caveat));
}

/** A name with a short mark behind it for each. */
export const withMarks = (name: string, caveats: readonly Caveat[]): string =>
  [name, ...caveats.map((caveat) => `[${caveat}]`)].join(" ");
