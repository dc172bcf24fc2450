import {
  BudgetsClient,
  CreateBudgetCommand,
  CreateNotificationCommand,
  DeleteBudgetCommand,
  DeleteNotificationCommand,
  DescribeBudgetCommand,
  DescribeNotificationsForBudgetCommand,
  DescribeSubscribersForNotificationCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateBudgetCommand,
  type Budget,
  type Notification,
} from "@aws-sdk/client-budgets";
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateLaunchTemplateCommand,
  CreateManagedPrefixListCommand,
  CreateSecurityGroupCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeSecurityGroupRulesCommand,
  EC2Client,
  ModifySecurityGroupRulesCommand,
  type LaunchTemplateTagSpecificationRequest,
} from "@aws-sdk/client-ec2";
import { CreateStateMachineCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Front } from "../../../../emulator/http/front.ts";
import { createMoto } from "../../../../emulator/moto/moto.ts";
import { startMoto } from "../../../support/moto-server.ts";
import { needs } from "../../../support/needs.ts";
import { frontOn } from "../../../unit/emulator/http/front-on.ts";

describe("what moto lacks is answered beside it", () => {
  needs("moto");
  const AccountId = "123456789012";
  const configuration = { region: "us-east-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } };
  let front: Front;
  let ec2: EC2Client;
  let budgets: BudgetsClient;
  let states: SFNClient;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    const moto = await startMoto();
    if ("missing" in moto) return;
    stop = moto.close;
    front = await frontOn({
      accountId: AccountId,
      moto: createMoto(async () => ({ url: moto.url, stop: moto.close })),
    });
    const endpoint = front.urls[0] ?? "";
    ec2 = new EC2Client({ ...configuration, endpoint });
    budgets = new BudgetsClient({ ...configuration, endpoint });
    states = new SFNClient({ ...configuration, endpoint });
  });
  afterAll(async () => {
    ec2?.destroy();
    budgets?.destroy();
    states?.destroy();
    await front?.close();
    await stop?.();
  });

  test("tags of a launch template are its own, and those of instances stay", async () => {
    const own = [{ Key: "project", Value: "R&D" }];
    const ofInstances: LaunchTemplateTagSpecificationRequest = {
      ResourceType: "instance",
      Tags: [{ Key: "fleet", Value: "graviton" }],
    };
    await ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: "fleet",
        LaunchTemplateData: { TagSpecifications: [ofInstances] },
        TagSpecifications: [{ ResourceType: "launch-template", Tags: own }],
      }),
    );
    const name = { LaunchTemplateName: "fleet" };
    const { LaunchTemplateVersions: versions = [] } = await ec2.send(
      new DescribeLaunchTemplateVersionsCommand(name),
    );
    expect(versions.map(({ LaunchTemplateData: data }) => data?.TagSpecifications)).toEqual([[ofInstances]]);
    const { LaunchTemplates: templates = [] } = await ec2.send(
      new DescribeLaunchTemplatesCommand({ LaunchTemplateNames: ["fleet"] }),
    );
    expect(templates.map(({ Tags }) => Tags)).toEqual([own]);
  });

  test("descriptions of rules of security groups are kept, whatever the other side is", async () => {
    const { GroupId = "" } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: "jobs", Description: "jobs" }),
    );
    const { PrefixList } = await ec2.send(
      new CreateManagedPrefixListCommand({ PrefixListName: "s3", AddressFamily: "IPv4", MaxEntries: 1 }),
    );
    const sides = {
      range: { IpRanges: [{ CidrIp: "10.0.0.0/16", Description: "range" }] },
      group: { UserIdGroupPairs: [{ GroupId, Description: "group & co" }] },
      list: { PrefixListIds: [{ PrefixListId: PrefixList?.PrefixListId, Description: "list" }] },
      none: { IpRanges: [{ CidrIp: "10.1.0.0/16" }] },
    };
    const ids: Record<string, string> = {};
    for (const [name, side] of Object.entries(sides)) {
      const { SecurityGroupRules: [rule] = [] } = await ec2.send(
        new AuthorizeSecurityGroupIngressCommand({
          GroupId,
          IpPermissions: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, ...side }],
        }),
      );
      ids[name] = rule?.SecurityGroupRuleId ?? "";
    }
    const described = async () => {
      const { SecurityGroupRules: rules = [] } = await ec2.send(
        new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: Object.values(ids) }),
      );
      return Object.fromEntries(
        rules.map(({ SecurityGroupRuleId: id, Description }) => [
          Object.keys(ids).find((name) => ids[name] === id),
          Description,
        ]),
      );
    };
    expect(await described()).toEqual({ range: "range", group: "group & co", list: "list", none: undefined });

    const rule = { IpProtocol: "tcp", FromPort: 443, ToPort: 443, ReferencedGroupId: GroupId };
    await ec2.send(
      new ModifySecurityGroupRulesCommand({
        GroupId,
        SecurityGroupRules: [
          { SecurityGroupRuleId: ids["group"], SecurityGroupRule: { ...rule, Description: "other" } },
        ],
      }),
    );
    expect(await described()).toMatchObject({ group: "other", list: "list" });
  });

  test("a budget has its tags, is changed, and tells who would be told", async () => {
    const BudgetName = "monthly";
    const budget = (Amount: string): Budget => ({
      BudgetName,
      BudgetType: "COST",
      TimeUnit: "MONTHLY",
      BudgetLimit: { Amount, Unit: "USD" },
    });
    const ResourceARN = `arn:aws:budgets::${AccountId}:budget/${BudgetName}`;
    const ResourceTags = [{ Key: "project", Value: "bench" }];
    const of = { AccountId, BudgetName };
    await budgets.send(new CreateBudgetCommand({ AccountId, Budget: budget("500"), ResourceTags }));
    const first: Notification = {
      NotificationType: "ACTUAL",
      ComparisonOperator: "GREATER_THAN",
      Threshold: 80,
      ThresholdType: "PERCENTAGE",
    };
    const second: Notification = { ...first, NotificationType: "FORECASTED", Threshold: 100 };
    const Subscribers = [
      { SubscriptionType: "SNS", Address: `arn:aws:sns:us-east-1:${AccountId}:us` },
    ] as const;
    for (const Notification of [first, second])
      await budgets.send(
        new CreateNotificationCommand({ ...of, Notification, Subscribers: [...Subscribers] }),
      );
    await budgets.send(new DeleteNotificationCommand({ ...of, Notification: first }));
    await budgets.send(new UpdateBudgetCommand({ AccountId, NewBudget: budget("900") }));

    const { Budget: now } = await budgets.send(new DescribeBudgetCommand(of));
    expect(now?.BudgetLimit).toEqual({ Amount: "900", Unit: "USD" });
    const { Notifications } = await budgets.send(new DescribeNotificationsForBudgetCommand(of));
    expect(Notifications).toEqual([second]);
    const told = (Notification: Notification) =>
      budgets.send(new DescribeSubscribersForNotificationCommand({ ...of, Notification }));
    expect((await told(second)).Subscribers).toEqual(Subscribers);
    await expect(told(first)).rejects.toMatchObject({ name: "NotFoundException" });

    const more = [{ Key: "owner", Value: "us" }];
    await budgets.send(new TagResourceCommand({ ResourceARN, ResourceTags: more }));
    await budgets.send(new UntagResourceCommand({ ResourceARN, ResourceTagKeys: ["project"] }));
    expect(await budgets.send(new ListTagsForResourceCommand({ ResourceARN }))).toMatchObject({
      ResourceTags: more,
    });
    await budgets.send(new DeleteBudgetCommand(of));
    await expect(told(second)).rejects.toMatchObject({ name: "NotFoundException" });
  });

  test("executions without a name have one each", async () => {
    const { stateMachineArn } = await states.send(
      new CreateStateMachineCommand({
        name: "twice",
        roleArn: `arn:aws:iam::${AccountId}:role/states`,
        definition: JSON.stringify({ StartAt: "a", States: { a: { Type: "Pass", End: true } } }),
      }),
    );
    const start = async (name?: string) => {
      const { executionArn } = await states.send(new StartExecutionCommand({ stateMachineArn, name }));
      return executionArn?.split(":").at(-1);
    };
    const [first, second] = [await start(), await start()];
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).not.toBe(first);
    expect(await start("mine")).toBe("mine");
  });
});
