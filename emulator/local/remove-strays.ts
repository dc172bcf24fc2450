import type Docker from "dockerode";
import { containerLabels } from "../../host/ownership/labels.ts";
import { removeContainer } from "../../host/ownership/sweep.ts";

/** Removes what a crash left in the engine and nothing goes on with: all but LocalStack and attempts that are under way. */
export async function removeStrays(
  docker: Docker,
  owner: string,
  keep: {
    /** Name of LocalStack's container; default: there is none. */
    readonly localstack?: string;
    readonly isUnderWay: (jobId: string, attempt: number) => boolean;
  },
): Promise<void> {
  const filters = { label: [`${containerLabels.owner}=${owner}`] };
  const found = await docker.listContainers({ all: true, filters });
  const strays = found.filter(({ Names: names, Labels: labels }) => {
    if (keep.localstack !== undefined && names.includes(`/${keep.localstack}`)) return false;
    const jobId = labels[containerLabels.jobId];
    return jobId === undefined || !keep.isUnderWay(jobId, Number(labels[containerLabels.attempt]));
  });
  await Promise.all(strays.map(({ Id: id }) => removeContainer(docker, id)));
}
