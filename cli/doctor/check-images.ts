import type { DockerEngine } from "../../host/docker-engine.ts";
import { ok, warning, type Finding } from "./finding.ts";

/**
 * The project's images in the engine. Which of them are current is known only by building; that is quick when nothing
 * changed.
 */
export async function checkImages({ docker }: DockerEngine): Promise<Finding[]> {
  const images = await docker.listImages({ filters: { reference: ["localhost/geos-chem-bench/*"] } });
  const tags = images.flatMap(({ RepoTags }) => RepoTags ?? []);
  const kinds = ["job", "localstack"] as const;
  return kinds.map((kind) => {
    const found = tags.filter((tag) => tag.startsWith(`localhost/geos-chem-bench/${kind}:`));
    return found.length > 0
      ? ok(`${kind} image`, `${found.length} in the engine`)
      : warning(
          `${kind} image`,
          "not made yet",
          "gcbench doctor --fix makes it; so does the first local-bench.",
        );
  });
}
