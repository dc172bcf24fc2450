import { S3Client } from "@aws-sdk/client-s3";

/** S3 with the user's own AWS configuration, or at the endpoint that the environment names. */
export const userS3 = (): S3Client =>
  // Bucket names are host names at AWS alone.
  new S3Client({
    forcePathStyle: Boolean(process.env["AWS_ENDPOINT_URL_S3"] ?? process.env["AWS_ENDPOINT_URL"]),
  });
