/** On the instance, for input data and run directories; bind-mounted into jobs. */
const path = "/scratch";

/** User and group of the containers (job-definition.ts). */
const owner = 1000;

/**
 * User data that makes the scratch directory before the ECS agent starts: Docker would make it as root, and no job could
 * write there. MIME multi-part, since Batch adds a part of its own, and an environment with anything else turns INVALID
 * (Batch user guide, "Use Amazon EC2 launch templates").
 */
export function scratchUserData(): string {
  const boundary = "==GEOS-CHEM-BENCH==";
  return [
    "MIME-Version: 1.0",
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    "",
    `--${boundary}`,
    'Content-Type: text/x-shellscript; charset="us-ascii"',
    "",
    "#!/bin/sh",
    `install -d -o ${owner} -g ${owner} -m 0750 ${path}`,
    "",
    `--${boundary}--`,
    "",
  ].join("\n");
}
