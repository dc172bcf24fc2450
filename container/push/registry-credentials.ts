import { ECRClient, GetAuthorizationTokenCommand } from "@aws-sdk/client-ecr";
import { GeosBenchError } from "../../contract/errors.ts";
import { readBasic, type Credentials } from "./credentials.ts";
import { dockerCredentials } from "./docker-credentials.ts";
import type { Repository } from "./repository.ts";

/**
 * For ECR a token of 12 hours by the user's AWS configuration; for others what `docker login` has stored, if
 * anything.
 */
export async function registryCredentials({
  registry,
  ecrRegion,
}: Repository): Promise<Credentials | undefined> {
  if (ecrRegion === undefined) return dockerCredentials(registry);
  const ecr = new ECRClient({ region: ecrRegion });
  try {
    const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
    return readBasic(authorizationData?.[0]?.authorizationToken ?? "");
  } catch (cause) {
    throw new GeosBenchError(`ECR gives no login for ${registry}: ${(cause as Error).message}`, {
      code: "not-logged-in",
      hint: "AWS credentials that may call ecr:GetAuthorizationToken are needed; aws sts get-caller-identity shows whose are found.",
    });
  } finally {
    ecr.destroy();
  }
}
