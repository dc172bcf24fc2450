import type { ServiceAdapters } from "./adapter.ts";
import { budgetsAdapters } from "./budgets.ts";
import { cloudFormationAdapters } from "./cloudformation.ts";
import { eventsAdapters } from "./events.ts";
import { launchTemplates } from "./launch-templates.ts";
import { placementGroups } from "./placement-groups.ts";
import { securityGroupRules } from "./security-group-rules.ts";
import { statesAdapters } from "./states.ts";
import { stsAdapters } from "./sts.ts";

/** What the local AWS answers itself, by service and operation; all else of these services is moto's. */
export const adapters: Readonly<Record<string, ServiceAdapters>> = {
  budgets: budgetsAdapters,
  cloudformation: cloudFormationAdapters,
  ec2: { ...placementGroups, ...launchTemplates, ...securityGroupRules },
  events: eventsAdapters,
  states: statesAdapters,
  sts: stsAdapters,
};
