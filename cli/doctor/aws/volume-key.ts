import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { GetEbsDefaultKmsKeyIdCommand } from "@aws-sdk/client-ec2";
import { ok, type Finding } from "../finding.ts";
import type { Candidate } from "./account.ts";
import { lookedAt } from "./looked-at.ts";

/** Volumes of instances are encrypted with what the account has chosen for its region; by itself it is AWS's own key. */
export async function checkDefaultVolumeKey(candidate: Candidate): Promise<Finding[]> {
  const what = "key of volumes";
  return lookedAt(what, "ec2:GetEbsDefaultKmsKeyId and kms:DescribeKey", async () => {
    const { ec2 } = candidate.clients;
    const command = new GetEbsDefaultKmsKeyIdCommand();
    const { KmsKeyId = ownAlias } = await ec2.send(command, { abortSignal: candidate.signal });
    const doubt = await checkVolumeKey(KmsKeyId, candidate);
    return [doubt ? { ...doubt, what } : ok(what, `${KmsKeyId}, AWS's own`)];
  });
}

const ownAlias = "alias/aws/ebs";

/**
 * What may keep instances from opening volumes that are encrypted with a key; `undefined` for a key of AWS's own, which
 * all of the account's may use. The service starts instances with its own role, of which a key of the account's must
 * know: where it does not, instances end as soon as they start, and nobody says why (EC2 Auto Scaling user guide,
 * "Required AWS KMS key policy for use with encrypted volumes").
 */
export async function checkVolumeKey(
  keyId: string,
  { clients, environment, signal }: Candidate,
): Promise<Omit<Finding, "what"> | undefined> {
  if (keyId === ownAlias) return undefined;
  const { KeyMetadata: key } = await clients.kms.send(new DescribeKeyCommand({ KeyId: keyId }), {
    abortSignal: signal,
  });
  if (key?.KeyManager === "AWS") return undefined;
  if (key?.Enabled !== true)
    return {
      state: "fault",
      detail: `${keyId}, which is ${key?.KeyState ?? "in a state that is unknown"}`,
      remedy: `Enable it, or encrypt with another: aws kms describe-key --key-id ${keyId} says more.`,
    };
  const roles = environment.fleets.some(({ spot }) => spot)
    ? "AWSServiceRoleForBatch and AWSServiceRoleForEC2Spot"
    : "AWSServiceRoleForBatch";
  return {
    state: "warning",
    detail: `${keyId}, no key of AWS's own: whether instances may open their volumes is up to its policy`,
    remedy: `Let ${roles} use it: kms:CreateGrant, kms:Decrypt, kms:DescribeKey, kms:Encrypt, kms:GenerateDataKey*, kms:ReEncrypt*.`,
  };
}
