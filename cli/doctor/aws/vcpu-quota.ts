import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  NoSuchResourceException,
} from "@aws-sdk/client-service-quotas";
import { instanceType, type InstanceType } from "../../../contract/instance-types.ts";
import type { FleetConfig } from "../../../infra/config/fleet.ts";
import { fault, ok, warning, type Finding } from "../finding.ts";
import type { Candidate } from "./account.ts";
import { lookedAt } from "./looked-at.ts";

interface Quota {
  readonly code: string;
  readonly name: string;
}

/** Quotas count vCPUs of families together (EC2 user guide, "On-Demand Instance quotas", "Spot Instance quotas"). */
const standard: Quota = { code: "L-1216C47A", name: "Running On-Demand Standard instances" };
const spot: Quota = { code: "L-34B43A08", name: "All Standard Spot Instance Requests" };
const hpc: Quota = { code: "L-F7808C92", name: "Running On-Demand HPC instances" };

/** A, C, D, H, I (Im and Is too), M, R, T and Z; accelerators, X and others (`inf1`, `dl1`, `trn1`, `mac1`) are counted apart. */
const standardFamilies = /^(?:a|c|d|h|i|im|is|m|r|t|z)\d/;

/** `undefined`: one of another family, whose code is not known here. */
function quotaOf(fleet: Pick<FleetConfig, "spot">, type: InstanceType): Quota | undefined {
  if (type.name.startsWith("hpc")) return hpc;
  if (!standardFamilies.test(type.name)) return undefined;
  return fleet.spot ? spot : standard;
}

/** A new account may run five vCPUs, of which not one instance of a fleet can be made: jobs then stay RUNNABLE. */
export async function checkVcpuQuotas({ environment, clients, signal }: Candidate): Promise<Finding[]> {
  const fleets = environment.fleets.map((fleet) => ({ fleet, type: instanceType(fleet.instanceType) }));
  const byQuota = Map.groupBy(fleets, ({ fleet, type }) => quotaOf(fleet, type));
  const found = [...byQuota].map(async ([quota, of]) => {
    if (!quota) return of.map(({ type }) => notLookedAt(type));
    return lookedAt(`quota ${quota.code}`, "servicequotas:GetServiceQuota", async () => {
      const vcpus = await valueOf(quota, clients.quotas, signal);
      const needed = of.map(({ fleet, type }) => fleet.maxInstances * type.vcpus);
      const largest = of.map(({ type }) => type).toSorted((a, b) => b.vcpus - a.vcpus)[0];
      return largest
        ? [
            judge(
              quota,
              vcpus,
              largest,
              needed.reduce((sum, one) => sum + one, 0),
            ),
          ]
        : [];
    });
  });
  return (await Promise.all(found)).flat();
}

const notLookedAt = ({ name, vcpus }: InstanceType): Finding =>
  warning(
    `quota of ${name}`,
    `not looked at: its family has a quota of its own; one instance takes ${vcpus} vCPUs`,
    "Find it and its value: aws service-quotas list-service-quotas --service-code ec2 --query 'Quotas[?contains(QuotaName, `instances`)]'",
  );

function judge({ code, name }: Quota, vcpus: number, largest: InstanceType, needed: number): Finding {
  const what = `quota ${code}`;
  const remedy =
    `Ask for ${needed}: aws service-quotas request-service-quota-increase --service-code ec2 ` +
    `--quota-code ${code} --desired-value ${needed}`;
  const given = `${name}: ${vcpus} vCPUs`;
  if (vcpus < largest.vcpus)
    return fault(
      what,
      `${given}; one ${largest.name} takes ${largest.vcpus}: no job would ever start`,
      remedy,
    );
  if (vcpus < needed)
    return warning(
      what,
      `${given}; all fleets at their maxInstances take ${needed}: jobs would wait`,
      remedy,
    );
  return ok(what, `${given} of ${needed} that all fleets can take`);
}

/** The account's own value; AWS's default where the account never had another. */
async function valueOf(
  { code }: Quota,
  quotas: Candidate["clients"]["quotas"],
  abortSignal: AbortSignal,
): Promise<number> {
  const input = { ServiceCode: "ec2", QuotaCode: code };
  const answer = await quotas
    .send(new GetServiceQuotaCommand(input), { abortSignal })
    .catch((error: unknown) => {
      if (!(error instanceof NoSuchResourceException)) throw error;
      return quotas.send(new GetAWSDefaultServiceQuotaCommand(input), { abortSignal });
    });
  const value = answer.Quota?.Value;
  if (value === undefined) throw new Error(`AWS gives no value of ${code}`);
  return value;
}
