import type { HostFacts } from "./detect-host.ts";
import type { ProvisionPlan } from "./provision-plan.ts";

/** The plan as commands to type, one a line. */
export function describePlan(host: HostFacts, plan: ProvisionPlan): string {
  const sudo = host.root || host.family === "macos" || host.family === "windows" ? "" : "sudo ";
  return plan.steps
    .flatMap((step) => step.commands)
    .map((argv) => sudo + argv.map(quoteArgument).join(" "))
    .join("\n");
}

// $USER stays open: the user's shell is to fill it in.
const quoteArgument = (text: string): string => (/^[\w@%+=:,./$-]+$/.test(text) ? text : `'${text}'`);
