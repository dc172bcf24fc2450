import type { StateKind } from "../../ports/state.ts";
import type { SchedulingPolicy } from "./scheduling-policy.ts";

export const savedPolicy: StateKind<SchedulingPolicy, SchedulingPolicy> = {
  kind: "scheduling-policy",
  save: (policy) => policy,
  load: (saved) => saved,
};
