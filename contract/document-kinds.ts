import type { ErrorCode } from "./error-codes.ts";

interface KindOfDocument {
  /** What messages call it: "The … is not valid". */
  readonly title: string;
  /** Of a document that its schema refuses. */
  readonly code: ErrorCode;
  /** Of a text that is no JSON, where that has a code of its own: people wrote it. */
  readonly notJson?: ErrorCode;
  readonly hint?: string;
}

const kinds = {
  acknowledgements: {
    title: "list of acknowledgements",
    code: "invalid-acknowledgements",
    notJson: "invalid-json",
  },
  baseline: { title: "baseline", code: "invalid-baseline" },
  batchEnvironment: { title: "Batch environment", code: "invalid-batch-environment" },
  benchmarkConfig: { title: "benchmark config", code: "invalid-benchmark-config", notJson: "invalid-json" },
  canaryReport: { title: "canary report", code: "invalid-canary-report" },
  cdktfManifest: { title: "CDKTF manifest", code: "invalid-cdktf-manifest" },
  credentialHelperAnswer: {
    title: "answer of the credential helper",
    code: "invalid-credential-helper-answer",
  },
  dockerConfig: { title: "Docker config.json", code: "invalid-docker-config" },
  dockerContext: { title: "Docker context", code: "invalid-docker-context" },
  environmentConfig: {
    title: "environment config",
    code: "invalid-environment-config",
    notJson: "invalid-json",
  },
  imageIndex: { title: "image index", code: "invalid-image-index" },
  imageManifest: { title: "image manifest", code: "invalid-image-manifest" },
  imageRecord: { title: "image record", code: "invalid-image-record", notJson: "invalid-json" },
  importedRun: { title: "imported run", code: "invalid-imported-run" },
  jobRecord: { title: "job record", code: "invalid-job-record" },
  manifest: { title: "manifest", code: "invalid-manifest" },
  mechanism: { title: "mechanism", code: "invalid-mechanism" },
  mechanismConditions: { title: "conditions of the mechanism", code: "invalid-mechanism-conditions" },
  packageLock: { title: "package-lock.json", code: "invalid-package-lock" },
  planRecord: { title: "plan record", code: "invalid-plan-record" },
  result: { title: "result", code: "invalid-result" },
  priceList: {
    title: "entry of the AWS Price List",
    code: "invalid-price-list",
    hint: "AWS changed its form, or something else answered: check AWS_ENDPOINT_URL.",
  },
  priceRecord: { title: "price record", code: "invalid-price-record" },
  retractions: { title: "list of retractions", code: "invalid-retractions", notJson: "invalid-json" },
  scenario: { title: "scenario", code: "invalid-scenario", notJson: "invalid-json" },
  stackResource: {
    title: "resource",
    code: "invalid-stack",
    hint: "Terraform or AWS would refuse it too, or the local Batch does not know it yet.",
  },
  suite: { title: "suite", code: "invalid-suite", notJson: "invalid-json" },
  terraformJson: { title: "Terraform JSON", code: "invalid-terraform-json" },
  terraformOutputs: {
    title: "terraform outputs",
    code: "invalid-terraform-outputs",
    notJson: "invalid-json",
  },
  terraformState: { title: "Terraform state", code: "invalid-terraform-state" },
  verdictRecord: { title: "record of a verdict", code: "invalid-verdict-record" },
  workloadReport: { title: "workload report", code: "invalid-workload-report" },
} satisfies Record<string, KindOfDocument>;

export type DocumentKind = keyof typeof kinds;

/** Every kind of JSON document that is parsed against a schema, and what a fault in it is called. */
export const documentKinds: Readonly<Record<DocumentKind, KindOfDocument>> = kinds;
