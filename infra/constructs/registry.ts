import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy/index.js";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { Grantee } from "../iam/grantee.ts";
import type { EncryptionKey } from "./encryption-key.ts";

export interface ImageReference {
  readonly tag: string;
  /**
   * Wins over the tag.
   * @default - the tag decides
   */
  readonly digest?: string | undefined;
}

const pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
const push = [
  "ecr:CompleteLayerUpload",
  "ecr:DescribeImages",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:UploadLayerPart",
];

/** The ECR repository. One tag names one manifest list with an image for each architecture. */
export class Registry extends Construct {
  readonly repository: EcrRepository;

  constructor(scope: Construct, id: string, { key }: { readonly key: EncryptionKey }) {
    super(scope, id);
    this.repository = new EcrRepository(this, "Default", {
      name: BenchStack.of(this).prefix,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: key.arn }],
    });
    // Tagged images stay: results name the image that made them. Untagged ones are what a failed push leaves behind;
    // an image that a manifest list refers to is not one of them (ECR user guide, "Lifecycle policies").
    new EcrLifecyclePolicy(this, "lifecycle", {
      repository: this.repository.name,
      policy: JSON.stringify({
        rules: [
          {
            rulePriority: 1,
            description: "Untagged images, after a week",
            selection: {
              tagStatus: "untagged",
              countType: "sinceImagePushed",
              countUnit: "days",
              countNumber: 7,
            },
            action: { type: "expire" },
          },
        ],
      }),
    });
  }

  /** URI of an image, made in the stack that uses it: readable there without this stack's state. */
  imageUri(user: Construct, { tag, digest }: ImageReference): string {
    const { accountId, region, dnsSuffix, prefix } = BenchStack.of(user);
    const repository = `${accountId}.dkr.ecr.${region}.${dnsSuffix}/${prefix}`;
    return digest ? `${repository}@${digest}` : `${repository}:${tag}`;
  }

  get url(): string {
    return this.repository.repositoryUrl;
  }

  /** Lets a role pull images of this repository. */
  grantPull(role: Grantee): void {
    this.grant(role, "PullImage", pull);
  }

  /** Lets a role push images, and read what is there: layers that exist are not pushed again. */
  grantPush(role: Grantee): void {
    this.grant(role, "PushImage", [...pull, ...push]);
  }

  private grant(role: Grantee, sid: string, actions: readonly string[]): void {
    const stack = BenchStack.of(role);
    // An action of the account: it takes no resource (ECR API reference).
    role.allow({ sid: "RegistryLogin", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] });
    role.allow({
      sid,
      actions,
      resources: [stack.arn("ecr", `repository/${stack.prefix}`)],
    });
  }
}
