import { placementDifferences } from "../../contract/thread-placement.ts";
import type { Result } from "../../contract/result.ts";
import type { Retraction } from "./retractions.ts";
import type { Reservation } from "./stored-result.ts";

/** Everything that stands against ranking a result, in the order in which a person would ask. */
export function reservationsOf(result: Result, retraction: Retraction | undefined): Reservation[] {
  return [
    ...retracted(retraction),
    ...emulated(result),
    ...invalid(result),
    ...claims(result),
    ...placed(result),
  ];
}

function retracted(retraction: Retraction | undefined): Reservation[] {
  return retraction ? [{ kind: "retracted", reason: `${retraction.reason} (${retraction.on})` }] : [];
}

function emulated({ flags }: Result): Reservation[] {
  const { emulated: flag } = flags;
  if (flag.value === false) return [];
  const reason =
    flag.value === null
      ? `whether it was emulated is not known: ${flag.reason}`
      : "it ran under QEMU: its times are functional evidence, not performance";
  return [{ kind: "emulated", reason }];
}

function invalid({ flags, outcome, outcome_reason: why }: Result): Reservation[] {
  return flags.valid ? [] : [{ kind: "invalid", reason: why ?? `its outcome is ${outcome}` }];
}

/** What the config claims of the hardware and the run observed otherwise. What was not observed contradicts nothing. */
function claims({ config, environment }: Result): Reservation[] {
  const { hardware } = config;
  const pairs: [what: string, claimed: string, observed: string | null][] = [
    ["instance type", hardware.instance_type, environment.instance_type.value],
    ["architecture", hardware.architecture, unameOf(environment.architecture.value)],
  ];
  return pairs
    .filter(([, claimed, seen]) => seen !== null && seen !== claimed)
    .map(([what, claimed, seen]) => ({
      kind: "claim-differs",
      reason: `the config claims ${what} ${claimed}, the run observed ${seen}`,
    }));
}

/** Threads that were not there, or not where they were to be: the figure is of another experiment than the config's. */
function placed({ samples }: Result): Reservation[] {
  return placementDifferences(samples).map((reason) => ({ kind: "not-as-asked", reason }));
}

/** `uname -m` says aarch64 for what AWS and Docker call arm64. */
const unameOf = (machine: string | null): string | null => (machine === "aarch64" ? "arm64" : machine);
