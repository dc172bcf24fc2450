import type { EcsPropertiesDetail, TaskContainerDetails } from "@aws-sdk/client-batch";
import { taskContainer } from "./attempt-detail.ts";
import type { Job } from "./job.ts";
import type { SharedTask, TaskContainer } from "./task-container.ts";

/** A job of `ecsProperties` as DescribeJobs shows it: its task with what became of the containers in the last attempt. */
export function taskDetail(task: SharedTask, { containers, attempts }: Job): EcsPropertiesDetail {
  const last = attempts.at(-1);
  return {
    taskProperties: [
      {
        ...task,
        containerInstanceArn: last?.containerInstanceArn,
        taskArn: last?.taskArn,
        containers: containers.map((container, index): TaskContainerDetails => {
          const end = last?.containers[index];
          return {
            ...asDefined(container),
            ...(last && end ? taskContainer(end, last) : { networkInterfaces: [] }),
          };
        }),
      },
    ],
  };
}

function asDefined({ name, essential, dependsOn, startTimeout, stopTimeout, container }: TaskContainer) {
  return {
    ...container,
    name,
    essential,
    dependsOn: [...dependsOn],
    startTimeout,
    stopTimeout,
  };
}
