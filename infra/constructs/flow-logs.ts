import { FlowLog } from "@cdktf/provider-aws/lib/flow-log/index.js";
import { BenchStack } from "../bench-stack.ts";
import { leastRetentionDays } from "../config/defaults.ts";
import { Construct } from "../cdk.ts";
import { ServiceRole } from "../iam/service-role.ts";
import type { EncryptionKey } from "./encryption-key.ts";
import { LogGroup } from "./log-group.ts";

export interface FlowLogsProps {
  readonly vpcId: string;
  readonly key: EncryptionKey;
  /** @default {@link leastRetentionDays} */
  readonly retentionDays?: number;
}

/** Every connection that the VPC accepts or refuses, to tell why an instance reaches nothing. */
export class FlowLogs extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { vpcId, key, retentionDays = leastRetentionDays }: FlowLogsProps,
  ) {
    super(scope, id);
    const { prefix } = BenchStack.of(this);
    const logs = new LogGroup(this, "logs", { name: `/${prefix}/flow-logs`, key, retentionDays });
    const role = new ServiceRole(this, "role", {
      name: `${prefix}-flow-logs`,
      description: "Writes the flow logs of the GEOS-Chem benchmark VPC",
      service: "vpc-flow-logs",
      sourceArn: BenchStack.of(this).arn("ec2", "vpc-flow-log/*"),
    });
    logs.grantWrite(role);
    logs.grantDescribe(role);
    new FlowLog(this, "Default", {
      vpcId,
      trafficType: "ALL",
      logDestination: logs.group.arn,
      iamRoleArn: role.arn,
      tags: { Name: prefix },
    });
  }
}
