import { randomBytes } from "node:crypto";
import { z } from "zod";
import { GeosBenchError } from "../../contract/errors.ts";
import type { Regions } from "../http/regions.ts";
import { motoScope } from "../moto/call-moto.ts";
import type { Moto } from "../moto/moto.ts";
import { deliver } from "./deliver.ts";
import { knownSchedules } from "./known-schedules.ts";
import { submitJobFor } from "./submit-job.ts";

const schedule = z.object({
  Arn: z.string().optional(),
  Name: z.string(),
  Target: z.object({ Arn: z.string(), Input: z.string().optional() }),
});

export interface Fired {
  readonly schedule: string;
  readonly target: string;
  /** What SubmitJob gave. */
  readonly jobId?: string;
}

interface Named {
  readonly name: string;
  /** @default "default" */
  readonly group?: string | undefined;
  readonly region: string;
}

interface Surroundings {
  readonly moto: Moto;
  readonly regions: Regions;
  /** Where there may be schedules, for who asks for one that there is not. */
  readonly knownRegions: () => readonly string[];
}

/**
 * Does at once what EventBridge Scheduler would do when the time comes. Nothing fires by itself here: a laptop would run
 * a nightly suite because it was opened.
 */
export async function fireSchedule(
  { name, group, region }: Named,
  { moto, regions, knownRegions }: Surroundings,
): Promise<Fired> {
  const found = schedule.parse(await getSchedule(moto, { name, group, region }, knownRegions));
  const { Arn: target, Input: given = "{}" } = found.Target;
  const Input = filledIn(given, found.Arn ?? name);
  // "arn:aws:scheduler:::aws-sdk:batch:submitJob": any operation of any service, in the spelling of its SDK.
  const universal = /:scheduler:::aws-sdk:(.+)$/.exec(target)?.[1];
  switch (universal) {
    case undefined:
      await deliver({ Arn: target }, Input, { moto, regions });
      return { schedule: name, target };
    case "batch:submitJob": {
      const jobId = await submitJobFor(regions(region).api, JSON.parse(Input) as object);
      return { schedule: name, target, jobId };
    }
    case "sfn:startExecution": {
      const { StateMachineArn, Input: input } = JSON.parse(Input) as {
        StateMachineArn: string;
        Input?: string;
      };
      await deliver({ Arn: StateMachineArn }, input ?? "{}", { moto, regions });
      return { schedule: name, target };
    }
    default:
      throw new GeosBenchError(`Schedule ${name} calls ${universal}, which nothing here does.`, {
        code: "event-not-delivered",
        hint: "Schedules can submit jobs, start executions, and send to SQS, SNS and Logs.",
      });
  }
}

/** EventBridge Scheduler user guide, "Adding context attributes". */
function filledIn(input: string, arn: string): string {
  const attributes: Readonly<Record<string, string>> = {
    "schedule-arn": arn,
    "scheduled-time": `${new Date().toISOString().slice(0, 19)}Z`,
    "execution-id": randomBytes(8).toString("hex"),
    "attempt-number": "1",
  };
  return input.replaceAll(/<aws\.scheduler\.([a-z-]+)>/g, (all, name: string) => attributes[name] ?? all);
}

async function getSchedule(
  moto: Moto,
  { name, group = "default", region }: Named,
  knownRegions: () => readonly string[],
): Promise<unknown> {
  const url = new URL(`/schedules/${encodeURIComponent(name)}`, await moto.url());
  url.searchParams.set("groupName", group);
  const response = await fetch(url, { headers: { authorization: motoScope(region, "scheduler") } });
  if (response.ok) return response.json();
  const { isRegion, text } = await knownSchedules(moto, region, knownRegions());
  const missing = isRegion ? `schedule ${name} in group ${group} (${region})` : `region ${region}`;
  throw new GeosBenchError(`There is no ${missing}.`, {
    code: "object-not-found",
    hint:
      text === ""
        ? "There is none in any region that was asked for something: aws scheduler create-schedule makes one."
        : `There are, by region and group: ${text}. --group names the group, --region the region.`,
  });
}
