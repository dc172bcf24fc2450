import type { CheckedRequest } from "./check-request.ts";
import type { Fit } from "./fit.ts";
import { memoryNeed } from "./memory-need.ts";
import type { Observation, Pool } from "./pool-runs.ts";

/** What a reader must know beside the figures; in sentences. */
export function caveatsOf(
  { simulation, resolution, instance }: CheckedRequest,
  pool: Pool,
  used: readonly Observation[],
  fitted: Fit,
): string[] {
  const runs = used.flatMap((of) => of.runs);
  const published = runs.filter(({ origin }) => origin === "published").length;
  const imported = runs.filter(({ origin }) => origin === "imported").length;
  const unstated = runs.filter(({ threadsStated }) => !threadsStated).length;
  const observers = new Set(used.map(({ observer }) => observer)).size;
  const timed = fitted.phases.length > 1;
  const memory = memoryNeed(simulation, resolution);
  return [
    ...(published > 0
      ? [
          `${published} of ${runs.length} runs are published by others: machines, input and versions differ, and are in the spread.`,
        ]
      : []),
    ...(imported > 0
      ? [
          `${imported} of ${runs.length} runs are imported: their machines and cores are what somebody says, not what was observed.`,
        ]
      : []),
    ...(used.length > observers
      ? [
          `${used.length} observations are of ${observers} ${observers === 1 ? "observer" : "observers"}: the interval is too narrow for yet another machine.`,
        ]
      : []),
    ...(unstated > 0
      ? [`${unstated} of ${runs.length} runs report cores or scheduler slots where threads are meant.`]
      : []),
    ...(used.length > 0 && pool.initialisationSeconds === null
      ? ["No run reports its initialisation: short runs are estimated too short."]
      : []),
    ...(used.length > 0 && !timed
      ? ["No run has timers: there are no phases, and time grows in proportion to cells."]
      : []),
    ...(timed && resolution !== "4x5" && fitted.exponentSource
      ? [`How phases grow with the grid is known from one pair of runs (${fitted.exponentSource}).`]
      : []),
    ...(memory.value === null ? [`Memory was not checked: ${memory.reason}.`] : []),
    ...(instance?.threadsPerCore === 2
      ? [`One thread per physical core; the ${instance.vcpus} vCPUs are hyper-threads.`]
      : []),
    ...(instance
      ? ["The cost is list price × wall time: no boot, image pull, input transfer, storage or retry."]
      : []),
  ];
}
