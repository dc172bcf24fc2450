import { jobPaths } from "../../contract/job-paths.ts";
import type { HostPath } from "./job-definition.ts";

/** What GEOS-Chem Classic's jobs have of their instance, and no others: gigabytes of input and output. */
export const modelHostPaths: readonly HostPath[] = [
  { name: "input-data", path: jobPaths.inputData, readOnly: false },
  { name: "models", path: jobPaths.models, readOnly: true },
  { name: "work", path: jobPaths.work, readOnly: false },
];

/** Tells the runner of them; a config that names its own paths wins. */
export const modelVariables: Readonly<Record<string, string>> = {
  GCBENCH_EXTDATA: jobPaths.inputData,
  GCBENCH_SCRATCH: jobPaths.work,
};

/** Label of the file system of a volume with input data. */
const inputLabel = "gcbench-input";

/** Waits for the volume, which NVMe names as it likes, and puts it where jobs look for input data. */
const mountInput = `
for second in $(seq 60); do [ -e /dev/disk/by-label/${inputLabel} ] && break; sleep 1; done
mount -o noatime /dev/disk/by-label/${inputLabel} ${jobPaths.inputData}
chown 1000:1000 ${jobPaths.inputData}
`;

/**
 * User data that makes those directories on the root volume, for the user that jobs run as; Docker would make them for
 * root. Batch merges its own user data into this, and takes only MIME archives (AWS Batch user guide, "Amazon EC2 user
 * data in launch templates"). The ECS agent, and with it every job, starts after it has run.
 */
export const scratchUserData = ({ hasInputVolume = false } = {}): string => `MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="==GEOS-CHEM-BENCH=="

--==GEOS-CHEM-BENCH==
Content-Type: text/x-shellscript; charset="us-ascii"

#!/bin/sh
set -eu
install -d -m 0755 -o 1000 -g 1000 /scratch ${Object.values(jobPaths).join(" ")}
${hasInputVolume ? mountInput : ""}
--==GEOS-CHEM-BENCH==--
`;
