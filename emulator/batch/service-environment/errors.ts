import { BatchClientError, whileExecuting } from "../../ports/batch-api.ts";

/** What a caller can do wrong with service environments. AWS's texts are not known; these follow other kinds'. */
export const serviceEnvironmentErrors = {
  notFound: (name: string) => whileExecuting(`Service environment ${name} does not exist`),
  inUse: () => new BatchClientError("Cannot delete, found existing JobQueue relationship"),
  otherUnits: (name: string, queue: string) =>
    whileExecuting(
      `The capacity limits of service environment ${name} keep their kind of unit while job queue ${queue} has it`,
    ),
} as const;
