import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import { limitedName } from "../limited-name.ts";
import type { Grantee } from "./grantee.ts";
import { policyDocument, type Statement } from "./policy-document.ts";

export interface ServiceRoleProps {
  /** Name of the role; unique in the account, so the region is appended. */
  readonly name: string;
  readonly description: string;
  /** Service that may assume the role, for example `ecs-tasks`. */
  readonly service: string;
  /**
   * Which of the service's resources may act for the role, as an ARN pattern.
   * @default - any of this account
   */
  readonly sourceArn?: string;
  /**
   * Whether the service names the account it acts for. EC2 does not when it assumes an instance's role, and of ECS it is
   * documented for task roles only.
   * @default true
   */
  readonly checkSource?: boolean;
}

/** A role that one AWS service assumes for this account only. It starts without permissions; grants add them. */
export class ServiceRole extends Construct implements Grantee {
  readonly role: IamRole;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const { accountId, dnsSuffix, region } = BenchStack.of(this);
    this.role = new IamRole(this, "Default", {
      name: limitedName(`${props.name}-${region}`, 64),
      description: props.description,
      assumeRolePolicy: policyDocument([
        {
          sid: "Assume",
          actions: ["sts:AssumeRole"],
          principals: {
            Service: [`${props.service}.${props.service === "ec2" ? dnsSuffix : "amazonaws.com"}`],
          },
          // Against the confused deputy: the service acts for other accounts too.
          ...(props.checkSource !== false && {
            conditions: {
              StringEquals: { "aws:SourceAccount": accountId },
              ...(props.sourceArn && { ArnLike: { "aws:SourceArn": props.sourceArn } }),
            },
          }),
        },
      ]),
    });
  }

  get arn(): string {
    return this.role.arn;
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
