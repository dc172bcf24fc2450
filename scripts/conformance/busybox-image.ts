import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import type Docker from "dockerode";
import { execa } from "execa";
import { pack } from "tar-stream";
import { followEngineStream } from "../../container/build/engine-stream.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { findProgram } from "../../host/find-program.ts";

const reference = "busybox:latest";

/**
 * Sees to it that the engine has the image that moto's tests run: one that is there is used; otherwise it is made of
 * this machine's busybox, a static one. Returns what takes away again what was made.
 */
export async function ensureBusyboxImage(docker: Docker): Promise<() => Promise<void>> {
  const found = await docker
    .getImage(reference)
    .inspect()
    .catch(() => undefined);
  if (found) return () => Promise.resolve();
  const program = await findProgram("busybox");
  if (program === undefined) {
    throw new GeosBenchError(
      `The engine has no image ${reference}, and this machine no busybox to make it of.`,
      { code: "image-missing", hint: `docker pull ${reference}, or apt-get install busybox-static` },
    );
  }
  const { stdout: applets } = await execa(program, ["--list"]);
  const archive = pack();
  archive.entry({ name: "bin/busybox", mode: 0o755 }, await readFile(program));
  for (const name of applets.split("\n").filter((applet) => applet !== "" && applet !== "busybox")) {
    archive.entry({ name: `bin/${name}`, type: "symlink", linkname: "busybox" });
  }
  // Upstream's image has this one, and Debian's busybox has not.
  if (!applets.split("\n").includes("printenv")) {
    archive.entry({ name: "bin/printenv", mode: 0o755 }, '#!/bin/sh\nexec env "$@"\n');
  }
  archive.finalize();
  const [repo, tag] = reference.split(":");
  const stream = Readable.from(archive, { objectMode: false });
  const answer = await docker.importImage(stream, { repo, tag, changes: 'CMD ["sh"]' });
  await followEngineStream(answer, `Importing ${reference}`);
  return async () => void (await docker.getImage(reference).remove());
}
