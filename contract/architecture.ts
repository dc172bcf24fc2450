import { z } from "zod";

/** Architectures as benchmark configs and AWS write them. */
export const architecture = z.enum(["arm64", "x86_64"]);
export type Architecture = z.infer<typeof architecture>;

/** The same two as Docker and Go write them. */
export type DockerArchitecture = "arm64" | "amd64";
export type Platform = `linux/${DockerArchitecture}`;

export function dockerArchitecture(of: Architecture): DockerArchitecture {
  return of === "x86_64" ? "amd64" : "arm64";
}

export function platformOf(of: Architecture): Platform {
  return `linux/${dockerArchitecture(of)}`;
}
