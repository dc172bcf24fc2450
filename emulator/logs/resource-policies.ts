import { z } from "zod";
import { listPage, pageOf } from "./list-page.ts";
import type { LogsOperation } from "./log-requests.ts";
import { LogsError, logsErrors } from "./logs-error.ts";
import { resourcePolicy, type ResourcePolicy } from "./resource-policy.ts";

/** Kept and shown: nobody is asked for permission here. */
export const putResourcePolicy: LogsOperation = ({ resourcePolicies }, input) => {
  const given = resourcePolicy.parse(input);
  if (resourcePolicies.size >= 10 && !resourcePolicies.has(given.policyName)) throw logsErrors.limit();
  const kept: ResourcePolicy = { ...given, lastUpdatedTime: Date.now(), policyScope: "ACCOUNT" };
  resourcePolicies.set(given.policyName, kept);
  return { resourcePolicy: kept };
};

export const deleteResourcePolicy: LogsOperation = ({ resourcePolicies }, input) => {
  const { policyName } = z.object({ policyName: z.string() }).parse(input);
  if (resourcePolicies.delete(policyName)) return {};
  throw new LogsError("ResourceNotFoundException", `Policy with name [${policyName}] does not exist.`);
};

export const describeResourcePolicies: LogsOperation = ({ resourcePolicies }, input) => {
  const { items, nextToken } = pageOf([...resourcePolicies.values()], z.object(listPage).parse(input));
  return { resourcePolicies: items, nextToken };
};
