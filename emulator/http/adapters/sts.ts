import { partitionOf } from "../../aws/account.ts";
import type { Answer } from "../endpoint.ts";
import type { ServiceAdapters } from "./adapter.ts";

export const stsAdapters: ServiceAdapters = {
  /**
   * `aws sts get-caller-identity`, the first thing anyone types, does without moto: whoever asks is the account's root,
   * since nothing looks at credentials here.
   */
  GetCallerIdentity: (call, { accountId, region }) =>
    identity(`arn:${partitionOf(region)}:iam::${accountId}:root`, accountId, call.entry.requestId),
};

/** STS API reference, GetCallerIdentity: the user id of an account's root is the account's. */
function identity(arn: string, accountId: string, requestId: string): Answer {
  return {
    status: 200,
    contentType: "text/xml",
    body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>${accountId}</UserId><Account>${accountId}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
  };
}
