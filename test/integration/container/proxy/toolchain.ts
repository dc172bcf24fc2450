import path from "node:path";
import { projectRoot } from "../../../../host/paths.ts";
import { explainError } from "../../../../contract/errors.ts";
import { silent } from "../../../../host/progress.ts";
import { obtainImage } from "../../../../container/build/obtain-image.ts";
import { toolchainImage } from "../../../../container/build/toolchain-image.ts";
import { runContainer } from "../../../../container/build/run-container.ts";
import { ownUser } from "../../../support/docker.ts";
import { hostForTests } from "../../../support/start-local.ts";

export interface Toolchain {
  /** Runs a shell script among the compilers, with container/ at /src and `folder` at /build. */
  readonly run: (folder: string, script: string) => Promise<{ exitCode: number; output: string }>;
}

/** The compilers that the job image is built with, or why they are not to be had. */
export async function proxyToolchain(): Promise<Toolchain | { readonly unavailable: string }> {
  try {
    const { engine } = await hostForTests();
    const image = await obtainImage(engine, toolchainImage(engine.architecture), { report: silent });
    const sources = path.join(projectRoot, "container");
    return {
      run: (folder, script) =>
        runContainer(engine.docker, {
          image: image.reference,
          command: ["/bin/sh", "-euc", script],
          user: ownUser,
          host: { Binds: [`${sources}:/src:ro`, `${folder}:/build`] },
        }),
    };
  } catch (error) {
    return { unavailable: explainError(error) };
  }
}
