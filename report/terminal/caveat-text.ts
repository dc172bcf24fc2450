import type { Caveat } from "../../contract/caveat.ts";
import { rankingCaveat } from "../../contract/proxy-index/validation.ts";

/** A caveat as a line below a table. */
export const caveatText: Readonly<Record<Caveat, string>> = {
  emulated: "emulated: ran under QEMU. Its times show that the path works; they are not performance.",
  "emulation-unknown": "unknown: whether it was emulated is not known. Its times are not performance.",
  proxy: `proxy: the workload was the proxy, not GEOS-Chem. ${rankingCaveat}`,
  disturbed:
    "disturbed: the machine did something else meanwhile, or held the run back; what, is in samples[].neighbours.",
};
