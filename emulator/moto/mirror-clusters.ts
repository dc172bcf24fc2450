import type { Regions } from "../http/regions.ts";
import { besideMoto } from "./beside-moto.ts";
import { callMoto } from "./call-moto.ts";
import type { Moto } from "./moto.ts";

type Mirrored = Map<string, { readonly clusters: Set<string>; done: Promise<void> }>;

/** What moto was told, by region. */
const mirroredTo = besideMoto((): Mirrored => new Map());

/**
 * Has moto's ECS know the cluster of every compute environment, as AWS's does ("Batch creates and manages multiple AWS
 * resources on your behalf … Amazon ECS clusters", user guide, "Managed compute environments"); the cluster of one that
 * is deleted becomes INACTIVE. Called before moto is asked for anything of ECS: what nobody asks for costs nothing.
 */
export async function mirrorClusters(moto: Moto, { region, api }: ReturnType<Regions>): Promise<void> {
  const regions = mirroredTo(moto);
  const known = regions.get(region) ?? { clusters: new Set<string>(), done: Promise.resolve() };
  regions.set(region, known);
  // One after the other: two requests at once would both create what neither has seen.
  const done = known.done.catch(() => {}).then(() => bringUpToDate(moto, region, api, known.clusters));
  known.done = done;
  return done;
}

async function bringUpToDate(
  moto: Moto,
  region: string,
  api: ReturnType<Regions>["api"],
  clusters: Set<string>,
): Promise<void> {
  const wanted = await clustersOf(api);
  const ask = (operation: string, input: object) =>
    callMoto(moto, {
      region,
      service: "ecs",
      target: `AmazonEC2ContainerServiceV20141113.${operation}`,
      input,
    });
  for (const arn of wanted) {
    if (clusters.has(arn)) continue;
    await ask("CreateCluster", { clusterName: arn.slice(arn.lastIndexOf("/") + 1) });
    clusters.add(arn);
  }
  for (const arn of clusters) {
    if (wanted.has(arn)) continue;
    await ask("DeleteCluster", { cluster: arn });
    clusters.delete(arn);
  }
}

async function clustersOf(api: ReturnType<Regions>["api"]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  let nextToken: string | undefined;
  do {
    const page = await api.DescribeComputeEnvironments?.({ nextToken });
    for (const { ecsClusterArn } of page?.computeEnvironments ?? [])
      if (ecsClusterArn) found.add(ecsClusterArn);
    nextToken = page?.nextToken;
  } while (nextToken !== undefined);
  return found;
}
