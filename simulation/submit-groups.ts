import { messageOf, GeosBenchError } from "../contract/errors.ts";
import type { Batch } from "../emulator/batch/create-batch.ts";
import type { Clock } from "../emulator/ports/clock.ts";
import type { Group } from "./workload/workload.ts";

/** How long a job runs, by its id. */
export interface Submitted {
  durationMs(jobId: string): number;
}

interface Place {
  readonly group: Group;
  readonly index: number;
}

/**
 * Submits the jobs of all groups as they arrive, one timer at a time for each group; those that come after others once
 * these have been submitted. `failed` is told what AWS Batch refuses.
 */
export function submitGroups(
  groups: readonly Group[],
  { api }: Pick<Batch, "api">,
  clock: Clock,
  failed: (error: GeosBenchError) => void,
): Submitted {
  const places = new Map<string, Place>();
  const idsOf = new Map<string, readonly string[]>();

  function submit(group: Group, index: number): string {
    const { kind, queue, size } = group.submission(index);
    const before = group.after.flatMap((name) => idsOf.get(name) ?? []);
    const { jobId = "" } = api.SubmitJob({
      jobName: `${kind.name}-${index + 1}`,
      jobQueue: queue,
      jobDefinition: kind.name,
      ...group.common,
      ...(size !== undefined && { arrayProperties: { size } }),
      ...(before.length > 0 && {
        dependsOn: before.map((id) => ({ jobId: id, ...(group.eachAfter && { type: "N_TO_N" as const }) })),
      }),
    });
    places.set(jobId, { group, index });
    return jobId;
  }

  function follow(group: Group, start: number, done: () => void): void {
    const isAwaited = groups.some(({ after }) => after.includes(group.name));
    const ids: string[] = [];
    const next = (from: number): void => {
      let index = from;
      try {
        for (; index < group.submissions && start + group.arrivesAt(index) <= clock.now(); index += 1) {
          const id = submit(group, index);
          if (isAwaited) ids.push(id);
        }
      } catch (error) {
        failed(refused(group, error));
        return;
      }
      if (index < group.submissions) {
        const delay = Math.max(0, start + group.arrivesAt(index) - clock.now());
        clock.after(delay, () => next(index));
        return;
      }
      idsOf.set(group.name, ids);
      done();
    };
    clock.after(Math.max(0, start + group.arrivesAt(0) - clock.now()), () => next(0));
  }

  const start = clock.now();
  const open = new Set(groups);
  function begin(): void {
    for (const group of open) {
      if (!group.after.every((name) => idsOf.has(name))) continue;
      open.delete(group);
      follow(group, start, begin);
    }
  }
  begin();

  return {
    durationMs(jobId) {
      const [id = "", child = "0"] = jobId.split(":", 2);
      const place = places.get(id);
      if (!place) throw new TypeError(`Nobody submitted job ${jobId}`);
      return place.group.durationMs(place.index, Number(child));
    },
  };
}

function refused({ name }: Group, error: unknown): GeosBenchError {
  return new GeosBenchError(`AWS Batch would refuse the jobs of jobs.${name}: ${messageOf(error)}`, {
    code: "invalid-scenario",
    cause: error,
  });
}
