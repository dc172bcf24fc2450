import { instanceTypes } from "../../contract/instance-types.ts";
import type { Observed } from "../../contract/observed.ts";
import type { ArmFigures } from "./arm-figures.ts";
import { fairnessViews, type View, type ViewedArm } from "./views.ts";

/** An arm in a view, with what the view compares. */
export interface ArmInView extends ViewedArm {
  readonly usdPerSimulatedDay: Observed<number>;
}

/** The four views of the arms that simulated the same. */
export interface ComparedViews {
  readonly subject: string;
  readonly views: readonly View<ArmInView>[];
  /** Arms that stand in no view, and why: shown, never ranked. */
  readonly notViewed: readonly { readonly arm: string; readonly reason: string }[];
}

/** Views for every subject that more than one arm simulated. */
export function viewsOf(arms: readonly ArmFigures[]): ComparedViews[] {
  const withRuns = arms.filter(({ runs }) => runs > 0);
  return Array.from(
    Map.groupBy(withRuns, ({ subject }) => subject),
    ([subject, of]) => {
      const sorted = of.map((arm) => inView(arm));
      return {
        subject,
        views: fairnessViews(sorted.flatMap((arm) => ("reason" in arm ? [] : [arm]))),
        notViewed: sorted.flatMap((arm) => ("reason" in arm ? [arm] : [])),
      };
    },
  ).filter(({ views, notViewed }) => notViewed.length > 0 || views.some(({ groups }) => groups.length > 0));
}

function inView(arm: ArmFigures): ArmInView | { readonly arm: string; readonly reason: string } {
  const { label, instanceType, threads, wallSeconds, metrics, usdPerHour, reservations } = arm;
  const [reservation] = reservations;
  if (reservation !== undefined) return { arm: label, reason: reservation };
  if (instanceType.value === null) return { arm: label, reason: `instance type: ${instanceType.reason}` };
  if (threads.value === null) return { arm: label, reason: `threads: ${threads.reason}` };
  if (wallSeconds.value === null) return { arm: label, reason: `wall time: ${wallSeconds.reason}` };
  if (metrics.value === null) return { arm: label, reason: metrics.reason };
  const type = instanceTypes.get(instanceType.value);
  if (!type) return { arm: label, reason: `${instanceType.value} is not in the catalogue` };
  return {
    label,
    instanceType: type.name,
    vcpus: type.vcpus,
    physicalCores: type.physicalCores,
    threads: threads.value,
    wallSeconds: wallSeconds.value,
    usdPerHour,
    usdPerSimulatedDay: metrics.value.usdPerSimulatedDay,
  };
}
