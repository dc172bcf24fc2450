import type { ServiceAdapters } from "./adapter.ts";
import { eventsAdapters } from "./events.ts";
import { placementGroups } from "./placement-groups.ts";
import { statesAdapters } from "./states.ts";
import { stsAdapters } from "./sts.ts";

/** What the local AWS answers itself, by service and operation; all else of these services is moto's. */
export const adapters: Readonly<Record<string, ServiceAdapters>> = {
  ec2: placementGroups,
  events: eventsAdapters,
  states: statesAdapters,
  sts: stsAdapters,
};
