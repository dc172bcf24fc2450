import { instanceType, type InstanceType } from "./instance-types.ts";

/**
 * The types among which GEOS-Chem's users are thought to choose: compute-optimised and HPC, of the last generations of
 * Graviton and x86. What is shown where somebody asks for types and names none.
 */
export const candidateTypes: readonly InstanceType[] = [
  "c7g.4xlarge",
  "c7g.16xlarge",
  "c8g.4xlarge",
  "c8g.16xlarge",
  "c7i.4xlarge",
  "c7i.16xlarge",
  "c7a.4xlarge",
  "c7a.16xlarge",
  "hpc7g.4xlarge",
  "hpc7g.8xlarge",
  "hpc7g.16xlarge",
].map(instanceType);
