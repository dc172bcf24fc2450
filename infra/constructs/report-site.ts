import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution/index.js";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import { siteBucketName } from "../../contract/names.ts";
import type { Grantee } from "../iam/grantee.ts";
import type { EncryptionKey } from "./encryption-key.ts";
import { SecureBucket } from "./secure-bucket.ts";

/** Managed policies of CloudFront, the same in every account (CloudFront developer guide, "Use managed … policies"). */
const managed = {
  cachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  securityHeaders: "67f7725c-6f97-4210-82d7-5512b31e9d03",
} as const;

const origin = "site";

export interface ReportSiteProps {
  readonly key: EncryptionKey;
}

/** The report as a public website: a private bucket that only this distribution reads. */
export class ReportSite extends Construct {
  readonly url: string;
  readonly distributionId: string;
  readonly #distributionArn: string;
  readonly #key: EncryptionKey;

  constructor(scope: Construct, id: string, { key }: ReportSiteProps) {
    super(scope, id);
    const { accountId, partition, region, dnsSuffix, prefix } = BenchStack.of(this);
    this.#key = key;
    const bucket = siteBucketName(accountId, prefix);
    const access = new CloudfrontOriginAccessControl(this, "access", {
      name: `${prefix}-site`,
      description: "The distribution signs its requests to the bucket",
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    const distribution = new CloudfrontDistribution(this, "Default", {
      enabled: true,
      comment: "GEOS-Chem benchmark report",
      defaultRootObject: "index.html",
      // Europe and North America, the cheapest class.
      priceClass: "PriceClass_100",
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      origin: [
        {
          originId: origin,
          domainName: `${bucket}.s3.${region}.${dnsSuffix}`,
          originAccessControlId: access.id,
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: origin,
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        compress: true,
        cachePolicyId: managed.cachingOptimized,
        responseHeadersPolicyId: managed.securityHeaders,
      },
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: { cloudfrontDefaultCertificate: true },
    });
    this.url = `https://${distribution.domainName}`;
    this.distributionId = distribution.id;
    this.#distributionArn = distribution.arn;
    new SecureBucket(this, "bucket", {
      name: bucket,
      key,
      // The report is made from the results: it can be made again.
      protect: false,
      keepOldVersionsDays: 30,
      statements: [
        {
          sid: "Distribution",
          principals: { Service: ["cloudfront.amazonaws.com"] },
          actions: ["s3:GetObject"],
          resources: [`arn:${partition}:s3:::${bucket}/*`],
          conditions: { StringEquals: { "aws:SourceArn": distribution.arn } },
        },
      ],
    });
  }

  /** The bucket's name, made in the stack of `user`: readable there without this stack's state. */
  nameIn(user: Construct): string {
    const { accountId, prefix } = BenchStack.of(user);
    return siteBucketName(accountId, prefix);
  }

  /** Lets a role bring the site up to date, and tell the distribution. */
  grantFill(role: Grantee): void {
    const arn = `arn:${BenchStack.of(role).partition}:s3:::${this.nameIn(role)}`;
    role.allow({
      sid: "FillSite",
      actions: ["s3:PutObject", "s3:GetObject", "s3:DeleteObject"],
      resources: [`${arn}/*`],
    });
    // Without it S3 answers 403 instead of 404 for what is not there yet.
    role.allow({ sid: "ListSite", actions: ["s3:ListBucket"], resources: [arn] });
    role.allow({
      sid: "ForgetPages",
      actions: ["cloudfront:CreateInvalidation"],
      resources: [this.#distributionArn],
    });
    this.#key.grantUse(role, "s3", ["kms:GenerateDataKey", "kms:Decrypt"], "Site");
  }
}
