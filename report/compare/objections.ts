import type { Reservation } from "../read/stored-result.ts";
import type { Arm, Contrast } from "./arm.ts";
import { valuesOf } from "./surroundings.ts";

/** Why a comparison may not be judged at all. */
export type Objection =
  | { readonly kind: "no-runs"; readonly arm: string }
  | {
      readonly kind: Exclude<Reservation["kind"], "retracted">;
      readonly arm: string;
      readonly reason: string;
    }
  | {
      readonly kind: "mismatched";
      readonly what: string;
      readonly baseline: string;
      readonly candidate: string;
    }
  | {
      readonly kind: "mixed";
      readonly arm: string;
      /** A part of the surroundings or of the subject. */
      readonly what: string;
      readonly values: readonly string[];
    };

/** An arm with two of these is two arms. */
const oneOfEach = ["image", "compiler"] as const;

/** Everything that stands against judging a contrast; empty where nothing does. Each objection once. */
export function objectionsTo(contrast: Contrast): Objection[] {
  const { baseline, candidate } = contrast;
  const all = [...ofArm(baseline), ...ofArm(candidate), ...ofSubject(contrast)];
  return [...new Map(all.map((objection) => [JSON.stringify(objection), objection])).values()];
}

function ofArm(arm: Arm): Objection[] {
  const { label, instances } = arm;
  if (instances.every(({ runs }) => runs.length === 0)) return [{ kind: "no-runs", arm: label }];
  return [
    ...instances.flatMap(({ reservations }) =>
      reservations.map(({ kind, reason }): Objection => ({ kind, arm: label, reason })),
    ),
    ...oneOfEach.flatMap((what): Objection[] => {
      const values = valuesOf(arm, what).map((value) => value ?? "not observed");
      return values.length > 1 ? [{ kind: "mixed", arm: label, what, values }] : [];
    }),
    ...Object.entries(arm.subject).flatMap(([what, values]): Objection[] =>
      values.length > 1 ? [{ kind: "mixed", arm: label, what, values }] : [],
    ),
  ];
}

function ofSubject({ baseline, candidate }: Contrast): Objection[] {
  // An arm without a run simulated nothing that could differ.
  if ([baseline, candidate].some(({ subject }) => Object.keys(subject).length === 0)) return [];
  const keys = new Set([...Object.keys(baseline.subject), ...Object.keys(candidate.subject)]);
  return [...keys].flatMap((what): Objection[] => {
    const [a, b] = [stated(baseline.subject[what]), stated(candidate.subject[what])];
    return a === b ? [] : [{ kind: "mismatched", what, baseline: a, candidate: b }];
  });
}

const stated = (values: readonly string[] = []): string => values.join(" and ") || "not stated";
