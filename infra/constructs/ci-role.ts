import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { CiConfig } from "../config/access.ts";
import type { Grantee } from "../iam/grantee.ts";
import { limitedName } from "../limited-name.ts";
import { policyDocument, type Statement } from "../iam/policy-document.ts";

const issuer = "token.actions.githubusercontent.com";

/** What the workflows of one branch of one repository may do, with a token of an hour instead of stored keys. */
export class CiRole extends Construct implements Grantee {
  readonly role: IamRole;

  constructor(scope: Construct, id: string, { githubRepository, branch, createProvider }: CiConfig) {
    super(scope, id);
    const { accountId, partition, region, prefix } = BenchStack.of(this);
    const provider = createProvider
      ? new IamOpenidConnectProvider(this, "provider", {
          url: `https://${issuer}`,
          clientIdList: ["sts.amazonaws.com"],
        }).arn
      : `arn:${partition}:iam::${accountId}:oidc-provider/${issuer}`;
    this.role = new IamRole(this, "Default", {
      name: limitedName(`${prefix}-ci-${region}`, 64),
      description: `GEOS-Chem benchmark images from ${githubRepository}, branch ${branch}`,
      assumeRolePolicy: policyDocument([
        {
          sid: "Workflows",
          actions: ["sts:AssumeRoleWithWebIdentity"],
          principals: { Federated: [provider] },
          // Without the subject, every workflow of every repository at GitHub could assume the role.
          conditions: {
            StringEquals: {
              [`${issuer}:aud`]: "sts.amazonaws.com",
              [`${issuer}:sub`]: `repo:${githubRepository}:ref:refs/heads/${branch}`,
            },
          },
        },
      ]),
    });
  }

  /** Adds one statement as a policy of its own, named after what it is for. */
  allow(statement: Statement): void {
    new IamRolePolicy(this, statement.sid, {
      name: statement.sid,
      role: this.role.name,
      policy: policyDocument([statement]),
    });
  }
}
