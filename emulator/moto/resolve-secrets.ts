import { z } from "zod";
import { GeosBenchError } from "../../contract/errors.ts";
import { callMoto } from "./call-moto.ts";
import type { Moto } from "./moto.ts";

export interface SecretReference {
  readonly name: string;
  /** ARN of a secret, with `:json-key:version-stage:version-id` behind it or not, or a parameter's ARN or name. */
  readonly valueFrom: string;
}

const secret = z.object({ SecretString: z.string() });
const parameter = z.object({ Parameter: z.object({ Value: z.string() }) });

/** The values of a job's secrets, by the variable's name (Batch user guide, "Specify sensitive data"). */
export async function resolveSecrets(
  moto: Moto,
  references: readonly SecretReference[],
  region: string,
): Promise<Record<string, string>> {
  const values = references.map(async ({ name, valueFrom }): Promise<[string, string]> => [
    name,
    await valueOf(moto, valueFrom, region),
  ]);
  return Object.fromEntries(await Promise.all(values));
}

async function valueOf(moto: Moto, valueFrom: string, home: string): Promise<string> {
  const [arn, , service, region = "", , , name, key, stage, version] = valueFrom.split(":");
  if (arn !== "arn" || service === "ssm") {
    // moto takes a parameter's ARN as its name, as SSM does.
    const input = { Name: valueFrom, WithDecryption: true };
    const target = "AmazonSSM.GetParameter";
    const answer = await callMoto(moto, { region: region || home, service: "ssm", target, input });
    return parameter.parse(answer).Parameter.Value;
  }
  const input = {
    SecretId: valueFrom.split(":").slice(0, 7).join(":"),
    ...(stage && { VersionStage: stage }),
    ...(version && { VersionId: version }),
  };
  const target = "secretsmanager.GetSecretValue";
  const answer = await callMoto(moto, { region, service: "secretsmanager", target, input });
  const { SecretString } = secret.parse(answer);
  if (!key) return SecretString;
  const value = (JSON.parse(SecretString) as Readonly<Record<string, unknown>>)[key];
  if (value !== undefined) return typeof value === "string" ? value : JSON.stringify(value);
  throw new GeosBenchError(`retrieved secret from Secrets Manager did not contain json key ${key}`, {
    code: "moto-refused",
    hint: `Look at the secret ${name}.`,
  });
}
