import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity/index.js";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { GeosBenchError } from "../contract/errors.ts";
import { namePrefix } from "../contract/names.ts";
import { TerraformStack, type Construct } from "./cdk.ts";
import type { StateConfig } from "./config/access.ts";
import { useStateBackend } from "./state-backend.ts";

export interface BenchStackProps {
  readonly region: string;
  /** Name of the environment's file: each has state of its own. */
  readonly environment: string;
  /** Name of the environment, which the names of its resources carry. */
  readonly name: string;
  /**
   * Terraform's state in S3.
   * @default - local
   */
  readonly state?: StateConfig | undefined;
  /**
   * More tags of every resource of the stack.
   * @default - only `project`
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A stack with its provider, and what names and ARNs are made of: account, region, partition. */
export class BenchStack extends TerraformStack {
  readonly region: string;
  /** What the names of its resources begin with. */
  readonly prefix: string;
  /** The value of the tag `project`, by which costs are told apart. */
  readonly project: string;
  /** Of everything in the stack, and of what its launch templates start. */
  readonly tags: Readonly<Record<string, string>>;
  readonly #caller: DataAwsCallerIdentity;

  constructor(scope: Construct, id: string, props: BenchStackProps) {
    super(scope, id);
    this.region = props.region;
    this.prefix = namePrefix(props.name);
    this.project = `${this.prefix}-bench`;
    // Last, so that no other tag takes its place: budget and cost reports go by it.
    this.tags = { ...props.tags, project: this.project };
    new AwsProvider(this, "aws", {
      region: props.region,
      defaultTags: [{ tags: this.tags }],
    });
    useStateBackend(this, props);
    this.#caller = new DataAwsCallerIdentity(this, "current");
    // CDKTF writes the source as "aws", which OpenTofu reads as another provider with every init (opentofu#2402).
    this.addOverride("terraform.required_providers.aws", { source: "hashicorp/aws", version: "5.100.0" });
  }

  /** Known to Terraform when it applies; a token until then. */
  get accountId(): string {
    return this.#caller.accountId;
  }

  get partition(): string {
    if (this.region.startsWith("cn-")) return "aws-cn";
    return this.region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  get dnsSuffix(): string {
    return this.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  }

  /** ARN of a resource of this account and region. */
  arn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.region}:${this.accountId}:${resource}`;
  }

  /**
   * The stack that a construct is in. Names, ARNs and grants are made there, so that they need no other stack's
   * state.
   */
  static override of(scope: Construct): BenchStack {
    const stack = TerraformStack.of(scope);
    if (stack instanceof BenchStack) return stack;
    throw new GeosBenchError(`${scope.node.path} is in ${stack.node.id}, which is not a BenchStack.`, {
      code: "wrong-stack",
    });
  }
}
