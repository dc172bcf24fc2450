import type { SubmitJobRequest } from "@aws-sdk/client-batch";
import { BatchClientError, type BatchApi } from "../../../../emulator/ports/batch-api.ts";

const arnOf = (id: string) => `arn:aws:batch:us-east-1:000000000000:job/${id}`;

/** The least behaviour that real clients can talk to; emulator/batch has the real one. */
export function inMemoryBatch(): BatchApi {
  const jobs = new Map<string, SubmitJobRequest & { readonly createdAt: number }>();
  const tags = new Map<string, Record<string, string>>();
  const tagsOf = (arn: string) => {
    const found = tags.get(arn);
    if (!found) throw new BatchClientError(`Resource ${arn} does not exist`);
    return found;
  };
  return {
    SubmitJob: (request) => {
      const jobId = `job-${jobs.size + 1}`;
      jobs.set(jobId, { ...request, createdAt: 1_770_000_000_123 });
      tags.set(arnOf(jobId), { ...request.tags });
      return { jobId, jobName: request.jobName, jobArn: arnOf(jobId) };
    },
    DescribeJobs: ({ jobs: ids }) => ({
      jobs: ids.flatMap((jobId) => {
        const job = jobs.get(jobId);
        return job
          ? [
              {
                ...job,
                jobId,
                jobArn: arnOf(jobId),
                status: "SUBMITTED",
                startedAt: 0,
                internal: "never sent",
              },
            ]
          : [];
      }),
    }),
    ListTagsForResource: ({ resourceArn }) => ({ tags: tagsOf(resourceArn) }),
    TagResource: ({ resourceArn, tags: more }) => {
      Object.assign(tagsOf(resourceArn), more);
      return {};
    },
    UntagResource: ({ resourceArn, tagKeys }) => {
      const of = tagsOf(resourceArn);
      for (const key of tagKeys) delete of[key];
      return {};
    },
  };
}
