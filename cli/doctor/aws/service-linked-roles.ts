import { GetRoleCommand, NoSuchEntityException } from "@aws-sdk/client-iam";
import { fault, ok, warning, type Finding } from "../finding.ts";
import type { Candidate } from "./account.ts";
import { lookedAt } from "./looked-at.ts";

interface LinkedRole {
  readonly name: string;
  readonly service: string;
  /** Whether AWS makes it by itself, if the caller may (iam:CreateServiceLinkedRole). */
  readonly byItself: boolean;
}

/** Batch makes its own with the first environment (Batch user guide, "Using service-linked roles"). */
const batch: LinkedRole = { name: "AWSServiceRoleForBatch", service: "batch.amazonaws.com", byItself: true };

/** The console makes this one, an API does not (EC2 user guide, "Service-linked role for Spot Instance requests"). */
const spot: LinkedRole = { name: "AWSServiceRoleForEC2Spot", service: "spot.amazonaws.com", byItself: false };

/** Roles that AWS's services act with; without them an environment turns INVALID, or never gets a Spot instance. */
export async function checkServiceLinkedRoles({
  environment,
  clients,
  signal,
}: Candidate): Promise<Finding[]> {
  const wanted = environment.fleets.some((fleet) => fleet.spot) ? [batch, spot] : [batch];
  const found = wanted.map(({ name, service, byItself }) =>
    lookedAt(`role ${name}`, "iam:GetRole", async () => {
      try {
        await clients.iam.send(new GetRoleCommand({ RoleName: name }), { abortSignal: signal });
        return [ok(`role ${name}`, "there")];
      } catch (error) {
        if (!(error instanceof NoSuchEntityException)) throw error;
        const remedy = `aws iam create-service-linked-role --aws-service-name ${service}`;
        return byItself
          ? [
              warning(
                `role ${name}`,
                "not there yet; AWS makes it with the first environment if you may iam:CreateServiceLinkedRole",
                `Otherwise have it made: ${remedy}`,
              ),
            ]
          : [fault(`role ${name}`, "not there, and Spot fleets need it", remedy)];
      }
    }),
  );
  return (await Promise.all(found)).flat();
}
