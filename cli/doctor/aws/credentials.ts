import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { fault, ok, type Finding } from "../finding.ts";
import type { Clients } from "./account.ts";
import { errorName } from "./looked-at.ts";

/** Who the credentials are of; without an account there is nothing else to look at. */
export async function checkCredentials(
  { sts }: Clients,
  signal: AbortSignal,
): Promise<{ finding: Finding; accountId: string | undefined }> {
  const what = "credentials";
  try {
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand(), { abortSignal: signal });
    if (Account === undefined) throw new Error("AWS names no account");
    return { finding: ok(what, `account ${Account}, ${Arn}`), accountId: Account };
  } catch (error) {
    const finding = fault(
      what,
      `AWS does not know who asks: ${errorName(error)}: ${(error as Error).message}`,
      "Log in (aws sso login, aws configure) or set AWS_PROFILE, and see with `aws sts get-caller-identity`.",
    );
    return { finding, accountId: undefined };
  }
}
