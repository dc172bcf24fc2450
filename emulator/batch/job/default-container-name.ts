/** What Batch calls the only container of a job in its ECS task (user guide, "Job logs": `…/default/<task id>`). */
export const defaultContainerName = "default";
