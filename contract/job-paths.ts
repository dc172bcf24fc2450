/**
 * Where GEOS-Chem Classic's jobs find and leave their files: host paths of an instance, the same in the container, so
 * that a path in a config means the same in both.
 */
export const jobPaths = {
  /** ExtData; jobs of the same instance share what they fetch. */
  inputData: "/scratch/ExtData",
  /** Run directories and executables that were put there; read-only for jobs. */
  models: "/scratch/models",
  /** Copies of run directories, and output. */
  work: "/scratch/work",
} as const;
