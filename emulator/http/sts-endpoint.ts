import { partitionOf } from "../aws/account.ts";
import type { Answer, Endpoint } from "./endpoint.ts";
import { serviceError } from "./service-error.ts";
import { signedRegion } from "./service-of.ts";

/**
 * GetCallerIdentity alone (`aws sts get-caller-identity`): whoever asks is the account's root, since nothing looks at
 * credentials here. STS speaks awsQuery: the operation is a parameter of the form, or of the query.
 */
export function stsEndpoint(accountId: string): Endpoint {
  return async (call) => {
    const action =
      call.query().get("Action") ?? new URLSearchParams(await call.body()).get("Action") ?? undefined;
    if (action !== undefined) call.entry.operation = action;
    if (action !== "GetCallerIdentity") {
      return serviceError(call, "sts", {
        code: "InvalidAction",
        message: `${action ?? "No action"} is not supported by the local STS. Supported: GetCallerIdentity`,
      });
    }
    const region = signedRegion(call.header("authorization")) ?? "us-east-1";
    return identity(`arn:${partitionOf(region)}:iam::${accountId}:root`, accountId, call.entry.requestId);
  };
}

/** STS API reference, GetCallerIdentity: the user id of an account's root is the account's. */
function identity(arn: string, accountId: string, requestId: string): Answer {
  return {
    status: 200,
    contentType: "text/xml",
    body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>${accountId}</UserId><Account>${accountId}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
  };
}
