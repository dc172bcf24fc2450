import type { ErrorCode } from "../../contract/error-codes.ts";
import { GeosBenchError } from "../../contract/errors.ts";

interface SdkError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

interface Explanation {
  readonly code: ErrorCode;
  readonly message: (where: string) => string;
  readonly hint: string;
}

const explanations: readonly { matches: (error: SdkError, status: number) => boolean; is: Explanation }[] = [
  {
    matches: named("NoSuchBucket"),
    is: {
      code: "bucket-not-found",
      message: (where) => `The bucket of ${where} does not exist.`,
      hint: "Check its name, or create it (the stack's results bucket is an output of the deployment).",
    },
  },
  {
    matches: named("NoSuchKey", "NotFound"),
    is: {
      code: "object-not-found",
      message: (where) => `There is no object ${where}.`,
      hint: "Check bucket and key.",
    },
  },
  {
    matches: named(
      "InvalidAccessKeyId",
      "SignatureDoesNotMatch",
      "ExpiredToken",
      "InvalidToken",
      "TokenRefreshRequired",
    ),
    is: {
      code: "credentials-refused",
      message: (where) => `S3 refused the credentials used for ${where}.`,
      hint: "They are wrong or expired. On AWS Batch the job role provides them; elsewhere check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.",
    },
  },
  {
    matches: (error) => error.name === "CredentialsProviderError" || /credential/i.test(error.name),
    is: {
      code: "no-credentials",
      message: (where) => `There are no AWS credentials to use for ${where}.`,
      hint: "Give the job definition a job role (jobRoleArn), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
    },
  },
  {
    matches: (error) => /region is missing/i.test(error.message),
    is: {
      code: "no-region",
      message: (where) => `No AWS region is set, so ${where} cannot be reached.`,
      hint: "Set AWS_REGION.",
    },
  },
  {
    matches: named("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException"),
    is: {
      code: "wrong-region",
      message: (where) => `${where} is in another region than the one asked.`,
      hint: "Set AWS_REGION to the bucket's region.",
    },
  },
  {
    matches: (error) => error.name.startsWith("KMS."),
    is: {
      code: "kms-denied",
      message: (where) => `The bucket's KMS key cannot be used for ${where}.`,
      hint: "Allow the job role kms:GenerateDataKey and kms:Decrypt on that key.",
    },
  },
  {
    matches: (_error, status) => status === 403,
    is: {
      code: "access-denied",
      message: (where) => `Access to ${where} is denied.`,
      hint: "The job role needs s3:PutObject and s3:AbortMultipartUpload below the output path (and s3:GetObject for a config in S3); check the bucket policy too.",
    },
  },
  {
    matches: (error) =>
      /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(
        error.code ?? "",
      ) || error.name === "TimeoutError",
    is: {
      code: "s3-unreachable",
      message: (where) => `S3 cannot be reached for ${where}.`,
      hint: "Check the endpoint (AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL), the network route and, in a private subnet, the S3 gateway endpoint.",
    },
  },
];

function named(...names: string[]) {
  return (error: SdkError) => names.includes(error.name);
}

/** The one place where errors of the AWS SDK become ours. `where` names the object or the bucket. */
export function explainS3Error(error: unknown, where: string): GeosBenchError {
  if (error instanceof GeosBenchError) return error;
  const sdkError = error as SdkError;
  const status = httpStatus(error);
  const found = explanations.find(({ matches }) => matches(sdkError, status));
  const detail = sdkError.message && sdkError.message !== "UnknownError" ? sdkError : undefined;
  if (found) {
    return new GeosBenchError(found.is.message(where), {
      code: found.is.code,
      hint: found.is.hint,
      cause: detail ?? new Error(sdkError.code ?? sdkError.name),
    });
  }
  return new GeosBenchError(`S3 answered ${status || "with"} ${sdkError.name} for ${where}.`, {
    code: "s3-error",
    cause: detail,
  });
}

export function httpStatus(error: unknown): number {
  return (error as SdkError).$metadata?.httpStatusCode ?? 0;
}
