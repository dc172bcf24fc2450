import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile/index.js";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import { ServiceRole } from "../iam/service-role.ts";

/**
 * What the instances are: the ECS agent's permissions and no more, since a job in host networking can read them from
 * the instance metadata. Jobs have roles of their own.
 */
export class InstanceRole extends Construct {
  readonly profile: IamInstanceProfile;
  /** Compute environments depend on it: an environment that outlives it hangs in DELETING. */
  readonly attachment: IamRolePolicyAttachment;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { role } = new ServiceRole(this, "role", {
      name: `${BenchStack.of(this).prefix}-instance`,
      description: "GEOS-Chem benchmark instances: the ECS agent",
      service: "ec2",
      checkSource: false,
    });
    this.attachment = new IamRolePolicyAttachment(this, "ecs-agent", {
      role: role.name,
      policyArn: `arn:${BenchStack.of(this).partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role`,
    });
    this.profile = new IamInstanceProfile(this, "Default", { name: role.name, role: role.name });
  }
}
