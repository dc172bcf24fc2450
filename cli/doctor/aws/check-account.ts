import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTerraformJson, type Stack } from "../../../contract/terraform/terraform-json.ts";
import { loadEnvironment } from "../../../infra/config/load-environment.ts";
import { Deployment, type Element } from "../../../infra/guardrails/deployment/deployment.ts";
import { thisAccount } from "../../../infra/guardrails/deployment/unknown.ts";
import type { Finding } from "../finding.ts";
import { openClients, type Candidate } from "./account.ts";
import { checkCost } from "./cost.ts";
import { checkCredentials } from "./credentials.ts";
import { deployedAddresses } from "./deployed-addresses.ts";
import { checkInputBuckets } from "./input-buckets.ts";
import { checkInputSnapshots } from "./input-snapshots.ts";
import { checkMachineImages } from "./machine-images.ts";
import { checkNames } from "./names/check-names.ts";
import { checkServiceLinkedRoles } from "./service-linked-roles.ts";
import { checkVcpuQuotas } from "./vcpu-quota.ts";
import { checkDefaultVolumeKey } from "./volume-key.ts";
import { checkZones } from "./zones.ts";

const checks = [
  checkVcpuQuotas,
  checkZones,
  checkInputBuckets,
  checkMachineImages,
  checkInputSnapshots,
  checkDefaultVolumeKey,
  checkNames,
  checkServiceLinkedRoles,
  checkCost,
];

/**
 * Whether an account can take an environment, before anything is deployed to it. It reads only: every call describes,
 * gets or lists.
 */
export async function checkAccount(environmentName: string, signal: AbortSignal): Promise<Finding[]> {
  const environment = loadEnvironment(environmentName);
  const clients = openClients(environment.region);
  try {
    const { finding, accountId } = await checkCredentials(clients, signal);
    if (accountId === undefined) return [finding];
    const stacks = await synthesised(environmentName);
    const { resources } = new Deployment(stacks);
    const deployed = await deployedAddresses(stacks, signal);
    const candidate: Candidate = {
      clients,
      accountId,
      environment,
      resources: resources.map((resource) => inAccount(resource, accountId)),
      deployed: deployed.addresses,
      signal,
    };
    const findings = await Promise.all(checks.map(async (check) => check(candidate)));
    return [finding, ...deployed.findings, ...findings.flat()];
  } finally {
    clients.close();
  }
}

/** The stacks that would be deployed. Loading CDKTF takes 0.3 s, so it is loaded here. */
async function synthesised(environment: string): Promise<Stack[]> {
  const { synthesise } = await import("../../../infra/synthesise.ts");
  const outdir = await mkdtemp(join(tmpdir(), "gcbench-doctor-"));
  try {
    return readTerraformJson(synthesise({ outdir, environment }));
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

function inAccount(resource: Element, accountId: string): Element {
  const known = Object.entries(resource.attributes).map(([key, value]) => [
    key,
    typeof value === "string" ? value.replaceAll(thisAccount, accountId) : value,
  ]);
  return { ...resource, attributes: Object.fromEntries(known) as Element["attributes"] };
}
