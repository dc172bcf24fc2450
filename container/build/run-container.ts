import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import type Docker from "dockerode";
import { ownerId } from "../../host/ownership/owner-id.ts";
import { containerLabels } from "../../host/ownership/labels.ts";
import { removeContainer } from "../../host/ownership/sweep.ts";

/** For {@link ContainerRun.user}: what it writes into a mounted folder is then ours to remove. */
export const ownUser = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;

export interface ContainerRun {
  readonly image: string;
  readonly platform?: string;
  /** The program and its arguments, in place of the image's entry point. */
  readonly command: readonly [string, ...string[]];
  /** @default - the image's */
  readonly user?: string;
  /** Beside what every one gets: no network. */
  readonly host?: Docker.HostConfig;
}

/** Runs one container to its end and removes it. `output` is standard output and standard error as they came. */
export async function runContainer(
  docker: Docker,
  { image, platform, command, user, host }: ContainerRun,
): Promise<{ readonly exitCode: number; readonly output: string }> {
  const [program, ...args] = command;
  const container = await docker.createContainer({
    Image: image,
    ...(platform && { platform }),
    Entrypoint: [program],
    Cmd: args,
    // Should this process be killed, a later one finds what it left.
    Labels: { [containerLabels.owner]: ownerId() },
    AttachStdout: true,
    AttachStderr: true,
    ...(user && { User: user }),
    HostConfig: { NetworkMode: "none", ...host },
  });
  try {
    const attached = await container.attach({ stream: true, stdout: true, stderr: true });
    const both = new PassThrough();
    docker.modem.demuxStream(attached, both, both);
    attached.once("end", () => both.end());
    const output = text(both);
    await container.start();
    const { StatusCode: exitCode } = (await container.wait()) as { StatusCode: number };
    return { exitCode, output: await output };
  } finally {
    await removeContainer(docker, container.id);
  }
}
