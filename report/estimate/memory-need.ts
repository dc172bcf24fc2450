import { unknownBecause, type Observed } from "../../contract/observed.ts";
import type { Resolution } from "./grids.ts";

/** Gigabytes (10⁹ bytes) that a run wants, from and to. */
interface MemoryNeed {
  readonly from: number;
  readonly to: number;
  readonly source: string;
}

const source = "GEOS-Chem Classic user guide, memory requirements, full-chemistry simulation";

const fullChemistry: Readonly<Record<Resolution, MemoryNeed>> = {
  "4x5": { from: 8, to: 15, source },
  "2x2.5": { from: 30, to: 40, source },
};

/** Memory that a simulation needs; `null` for those of which no figure is published. */
export function memoryNeed(simulation: string, resolution: Resolution): Observed<MemoryNeed> {
  if (/^fullchem\b/.test(simulation)) return { value: fullChemistry[resolution] };
  return unknownBecause(`no memory figure is published for the simulation "${simulation}"`);
}

/** In MiB, as instance types state their memory. */
export const mebibytes = (gigabytes: number): number => (gigabytes * 1e9) / 2 ** 20;
