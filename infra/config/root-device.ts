/** The root device of the ECS-optimised Amazon Linux 2023 image. */
export const rootDevice = "/dev/xvda";
