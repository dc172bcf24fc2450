import { paginateDescribeImages, type Image } from "@aws-sdk/client-ec2";
import { itemsOf } from "../../../client/pages.ts";
import { instanceType } from "../../../contract/instance-types.ts";
import type { FleetConfig } from "../../../infra/config/fleet.ts";
import { rootDevice } from "../../../infra/config/root-device.ts";
import { fault, ok, warning, type Finding } from "../finding.ts";
import type { Candidate } from "./account.ts";
import { lookedAt } from "./looked-at.ts";

/** Whether the machine images that fleets name can start their instances; without any, Batch chooses. */
export async function checkMachineImages(candidate: Candidate): Promise<Finding[]> {
  const { environment, clients, signal } = candidate;
  const pinned = environment.fleets.flatMap(({ amiId }) => amiId ?? []);
  if (pinned.length === 0) return [];
  return lookedAt("machine images", "ec2:DescribeImages", async () => {
    // By a filter: an id that is not there would be an error. Deprecated and disabled images are left out unless asked for.
    const listed = paginateDescribeImages(
      { client: clients.ec2 },
      {
        Filters: [{ Name: "image-id", Values: [...new Set(pinned)] }],
        IncludeDeprecated: true,
        IncludeDisabled: true,
      },
      { abortSignal: signal },
    );
    const images = await itemsOf(listed, ({ Images = [] }) => Images);
    return environment.fleets.flatMap((fleet) =>
      fleet.amiId === undefined
        ? []
        : [
            judge(
              fleet,
              images.find(({ ImageId }) => ImageId === fleet.amiId),
              candidate,
            ),
          ],
    );
  });
}

function judge(
  fleet: FleetConfig,
  image: Image | undefined,
  { accountId, environment: { region } }: Candidate,
): Finding {
  const what = `image ${fleet.amiId} of fleet ${fleet.name}`;
  const { architecture } = instanceType(fleet.instanceType);
  const latest = recommended(architecture, region);
  if (!image) return fault(what, `not in ${region}, or not shared with this account`, latest);
  const { Architecture, State, OwnerId, ImageOwnerAlias, RootDeviceName, DeprecationTime } = image;
  if (Architecture !== architecture)
    return fault(what, `${Architecture}; ${fleet.instanceType} is ${architecture}`, latest);
  if (State !== "available") return fault(what, `it is ${State}: no instance starts from it`, latest);
  if (OwnerId !== accountId && ImageOwnerAlias !== "amazon")
    return fault(
      what,
      `it is account ${OwnerId}'s; Terraform looks for images of this account and of Amazon`,
      `Copy it: aws ec2 copy-image --region ${region} --source-region ${region} --source-image-id ${fleet.amiId} --name NAME`,
    );
  if (RootDeviceName !== rootDevice)
    return fault(
      what,
      `its root device is ${RootDeviceName}; instances get their volume as ${rootDevice}, beside it`,
      latest,
    );
  const needed = rootGiB(image);
  const given = fleet.rootGiB + fleet.scratchGiB;
  if (needed > given)
    return fault(
      what,
      `its root volume has ${needed} GiB, the fleet's ${given}`,
      `Give the fleet more: "rootGiB": ${fleet.rootGiB + needed - given}`,
    );
  if (DeprecationTime !== undefined && Date.parse(DeprecationTime) < Date.now())
    return warning(
      what,
      `deprecated since ${DeprecationTime.slice(0, 10)}: instances start from it until its owner takes it away`,
      latest,
    );
  return ok(what, `${image.Name}, ${architecture}, in ${region}`);
}

const rootGiB = ({ BlockDeviceMappings = [], RootDeviceName }: Image): number =>
  BlockDeviceMappings.find(({ DeviceName }) => DeviceName === RootDeviceName)?.Ebs?.VolumeSize ?? 0;

/** Where AWS says which ECS-optimised image is the latest (ECS developer guide, "Retrieving … AMI metadata"). */
const recommended = (architecture: string, region: string): string =>
  `Name the recommended one: aws ssm get-parameter --region ${region} --query Parameter.Value --output text --name ` +
  `/aws/service/ecs/optimized-ami/amazon-linux-2023/${architecture === "arm64" ? "arm64/" : ""}recommended/image_id`;
