import { chemistryFailures } from "./chemistry-failures.ts";
import { configurationFailures } from "./configuration-failures.ts";
import { inputFailures } from "./input-failures.ts";
import type { ModelFailure } from "./model-failure.ts";
import { resourceFailures } from "./resource-failures.ts";

/** The cause comes before its consequences: of several that a log shows, the first of this list is named. */
export const knownFailures: readonly ModelFailure[] = [
  ...configurationFailures,
  ...inputFailures,
  ...chemistryFailures,
  ...resourceFailures,
];
