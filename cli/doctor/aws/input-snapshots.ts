import { paginateDescribeSnapshots, type Snapshot } from "@aws-sdk/client-ec2";
import { itemsOf } from "../../../client/pages.ts";
import { fault, ok, warning, type Finding } from "../finding.ts";
import type { Candidate } from "./account.ts";
import { lookedAt } from "./looked-at.ts";
import { checkVolumeKey } from "./volume-key.ts";

/** Whether the snapshots with input data that fleets name can become volumes: an instance starts with its volume or not at all. */
export async function checkInputSnapshots(candidate: Candidate): Promise<Finding[]> {
  const { environment, clients, signal } = candidate;
  const ids = [...new Set(environment.fleets.flatMap(({ inputSnapshot }) => inputSnapshot ?? []))];
  if (ids.length === 0) return [];
  return lookedAt("input snapshots", "ec2:DescribeSnapshots and kms:DescribeKey", async () => {
    // By a filter: an id that is not there would be an error.
    const listed = paginateDescribeSnapshots(
      { client: clients.ec2 },
      { Filters: [{ Name: "snapshot-id", Values: ids }] },
      { abortSignal: signal },
    );
    const snapshots = await itemsOf(listed, ({ Snapshots = [] }) => Snapshots);
    return Promise.all(
      ids.map((id) =>
        judge(
          id,
          snapshots.find(({ SnapshotId }) => SnapshotId === id),
          candidate,
        ),
      ),
    );
  });
}

async function judge(id: string, snapshot: Snapshot | undefined, candidate: Candidate): Promise<Finding> {
  const { accountId, environment } = candidate;
  const { region } = environment;
  const what = `snapshot ${id}`;
  if (!snapshot)
    return fault(
      what,
      `not in ${region}, or not shared with this account`,
      `Copy it: aws ec2 copy-snapshot --region ${region} --source-region REGION --source-snapshot-id ${id}`,
    );
  const { State, Progress, StorageTier, OwnerId, VolumeSize, Encrypted, KmsKeyId } = snapshot;
  if (State === "pending")
    return warning(
      what,
      `not complete (${Progress ?? "progress unknown"}): no instance starts before it is`,
      `Wait: aws ec2 wait snapshot-completed --region ${region} --snapshot-ids ${id}`,
    );
  if (State !== "completed")
    return fault(
      what,
      `its state is ${State}`,
      "Make another one of the volume (docs/batch-best-practices.md, Input data once).",
    );
  if (StorageTier === "archive")
    return fault(
      what,
      "it is in the archive, from which no volume is made",
      `aws ec2 restore-snapshot-tier --region ${region} --snapshot-id ${id} --permanent-restore`,
    );
  if (Encrypted === true && KmsKeyId !== undefined) {
    const doubt = await checkVolumeKey(KmsKeyId, candidate);
    if (doubt) return { ...doubt, what, detail: `encrypted with ${doubt.detail}` };
  }
  const owner = OwnerId === accountId ? "" : `, shared by account ${OwnerId}`;
  return ok(what, `${VolumeSize} GiB, complete, in ${region}${owner}`);
}
