import { BenchStack } from "../bench-stack.ts";
import type { Construct } from "../cdk.ts";
import type { EnvironmentConfig } from "../config/environment.ts";
import type { InstanceSecurityGroup } from "../constructs/instance-security-group.ts";
import { CiRole } from "../constructs/ci-role.ts";
import { EncryptionKey } from "../constructs/encryption-key.ts";
import { LogGroup } from "../constructs/log-group.ts";
import { Registry } from "../constructs/registry.ts";
import { ReportSite } from "../constructs/report-site.ts";
import { ResultsBucket } from "../constructs/results-bucket.ts";
import { ResultsCatalogue } from "../constructs/results-catalogue.ts";
import type { VpcAttachment } from "../constructs/vpc-attachment.ts";
import { addOutputs } from "../outputs.ts";
import { addNetwork } from "./add-network.ts";

/** What keeps state: network, images, results, logs. Replacing a fleet never touches it. */
export class FoundationStack extends BenchStack {
  readonly key: EncryptionKey;
  readonly network: VpcAttachment;
  readonly securityGroup: InstanceSecurityGroup;
  readonly registry: Registry;
  readonly results: ResultsBucket;
  readonly logs: LogGroup;
  readonly site: ReportSite | undefined;

  constructor(scope: Construct, id: string, config: EnvironmentConfig) {
    super(scope, id, config);
    const { logRetentionDays: retentionDays, protectResults: protect } = config;
    this.key = new EncryptionKey(this, "key");
    ({ network: this.network, securityGroup: this.securityGroup } = addNetwork(this, config, this.key));
    const { key } = this;
    this.registry = new Registry(this, "registry", { key });
    this.results = new ResultsBucket(this, "results", { key, protect });
    this.logs = new LogGroup(this, "job-logs", { name: `/${this.prefix}/jobs`, key, retentionDays });

    const ci = config.ci && new CiRole(this, "ci", config.ci);
    if (ci) this.registry.grantPush(ci);
    this.site = config.site ? new ReportSite(this, "site", { key }) : undefined;
    const { site } = this;
    const catalogue =
      config.catalogue &&
      new ResultsCatalogue(this, "catalogue", { key, results: this.results, config: config.catalogue });
    addOutputs(this, "foundation", {
      region: this.region,
      results_bucket: this.results.nameIn(this),
      repository_url: this.registry.url,
      job_log_group: this.logs.name,
      ci_role_arn: ci?.role.arn,
      site_url: site?.url,
      site_bucket: site?.nameIn(this),
      site_distribution_id: site?.distributionId,
      athena_workgroup: catalogue?.workgroup,
      athena_database: catalogue?.database,
    });
  }
}
