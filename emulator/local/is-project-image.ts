import { isNamePrefix } from "../../contract/names.ts";

/**
 * Whether a job definition names an image of the project's own repository, of any environment and region of the account,
 * whatever its tag or digest: here it is the one that this checkout builds.
 */
export function isProjectImage(accountId: string, image: string): boolean {
  const [, account, repository = ""] =
    /^(\d{12})\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([^:@]+)/.exec(image) ?? [];
  return account === accountId && isNamePrefix(repository);
}
