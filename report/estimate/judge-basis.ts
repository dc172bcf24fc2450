import type { CheckedRequest } from "./check-request.ts";
import { grids } from "./grids.ts";
import type { Observation } from "./pool-runs.ts";

/**
 * What a figure is. measured: runs in just this configuration on this machine. published: others report this
 * configuration, on a machine that nobody asked about. interpolated: within what has run. extrapolated: beyond it.
 * unknown: no run.
 */
export type Tag = "measured" | "published" | "interpolated" | "extrapolated" | "unknown";

export interface Basis {
  readonly tag: Tag;
  /** Why it is not better; in words. */
  readonly reasons: readonly string[];
}

/** Judges what the observations that an estimate rests on are worth for a request. */
export function judgeBasis(request: CheckedRequest, basis: readonly Observation[]): Basis {
  if (basis.length === 0) return { tag: "unknown", reasons: ["no usable run of this kind"] };
  const beyond = [...machineReasons(request, basis), ...rangeReasons(request, basis)];
  if (beyond.length > 0) return { tag: "extrapolated", reasons: beyond };
  const same = basis.filter((of) => sameConfiguration(request, of));
  const origins = new Set(same.flatMap(({ runs }) => runs.map(({ origin }) => origin)));
  if (same.length === basis.length && !origins.has("published")) return { tag: "measured", reasons: [] };
  if (same.length > 0 && request.instance === null && origins.size === 1 && origins.has("published")) {
    return { tag: "published", reasons: ["nothing is known of the machine"] };
  }
  return { tag: "interpolated", reasons: [] };
}

function sameConfiguration(request: CheckedRequest, of: Observation): boolean {
  return (
    of.resolution === request.resolution && of.levels === request.levels && of.threads === request.threads
  );
}

function machineReasons({ instance }: CheckedRequest, basis: readonly Observation[]): string[] {
  if (!instance || basis.some(({ machine }) => machine.instanceType === instance.name)) return [];
  const { architecture, name } = instance;
  if (basis.some(({ machine }) => machine.architecture === architecture))
    return [`no GEOS-Chem run on ${name}`];
  return [`no GEOS-Chem run on ${architecture === "arm64" ? "Graviton" : architecture}`];
}

function rangeReasons(request: CheckedRequest, basis: readonly Observation[]): string[] {
  const reasons = [];
  const threads = basis.map((of) => of.threads);
  const [fewest, most] = [Math.min(...threads), Math.max(...threads)];
  if (request.threads < fewest || request.threads > most) {
    reasons.push(
      `${request.threads} threads: runs have ${fewest === most ? fewest : `${fewest} to ${most}`}`,
    );
  }
  const cells = basis.map(({ resolution }) => grids[resolution].cells);
  const wanted = grids[request.resolution].cells;
  if (wanted < Math.min(...cells) || wanted > Math.max(...cells))
    reasons.push(`no run at ${request.resolution}`);
  const levels = basis.map((of) => of.levels);
  if (request.levels < Math.min(...levels) || request.levels > Math.max(...levels)) {
    reasons.push(`no run with ${request.levels} levels`);
  }
  return reasons;
}
