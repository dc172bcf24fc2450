import { z } from "zod";

/** `workload.binding` of every engine. */
export const threadBinding = z
  .enum(["cores", "none"])
  .optional()
  .describe(
    "cores: threads are bound to cores, the first ones; none: they are not. Default: bound when the job has the machine, that is when its vCPUs are all but a sixteenth of it.",
  );
