import { BenchStack } from "../bench-stack.ts";
import type { Grantee } from "../iam/grantee.ts";

/** Buckets of others that jobs may read input data from, such as those of GEOS-Chem in the AWS Open Data programme. */
export class InputData {
  readonly #buckets: readonly string[];

  constructor(buckets: readonly string[]) {
    this.#buckets = buckets;
  }

  /**
   * Lets a role read objects and see which there are, so that a missing one is told from a forbidden one. A request
   * without credentials needs none of it; one that offers to pay does ("requester pays", Amazon S3 user guide).
   */
  grantRead(role: Grantee): void {
    if (this.#buckets.length === 0) return;
    const arns = this.#buckets.map((name) => `arn:${BenchStack.of(role).partition}:s3:::${name}`);
    role.allow({ sid: "ReadInput", actions: ["s3:GetObject"], resources: arns.map((arn) => `${arn}/*`) });
    role.allow({ sid: "ListInput", actions: ["s3:ListBucket"], resources: arns });
  }
}
