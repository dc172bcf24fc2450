import { createServer } from "node:http";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { listen } from "../../../emulator/http/listen.ts";
import { createMoto } from "../../../emulator/moto/moto.ts";
import { frontOn, logStore } from "../emulator/http/front-on.ts";
import { stateOfLocal } from "./state-of-local.ts";

/** What stands for moto here: it has one schedule, in eu-west-1. */
async function scheduler(): Promise<string> {
  const server = createServer((request, response) => {
    const region = /\/([a-z0-9-]+)\/scheduler\//.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const isHere = region === "eu-west-1";
    const Arn = "arn:aws:scheduler:::aws-sdk:batch:submitJob";
    const Input = JSON.stringify({ JobName: "n", JobQueue: "q", JobDefinition: "d" });
    if (!["eu-west-1", "us-east-1"].includes(region)) response.writeHead(500).end();
    else if (request.url === "/schedules")
      response.end(JSON.stringify({ Schedules: isHere ? [{ GroupName: "g", Name: "nightly" }] : [] }));
    else if (request.url === "/schedules/nightly?groupName=g" && isHere)
      response.end(JSON.stringify({ Name: "nightly", Target: { Arn, Input } }));
    else response.writeHead(404).end("{}");
  });
  onTestFinished(() => void server.close());
  return listen(server, { host: "127.0.0.1", port: 0 });
}

test("a schedule fires in its region; where it is not, what is there is said", async () => {
  const url = await scheduler();
  const logs = logStore();
  const submitted: string[] = [];
  const front = await frontOn({
    moto: createMoto(async () => ({ url, stop: async () => {} })),
    knownRegions: () => ["us-east-1", "eu-west-1"],
    regions: (region = "us-east-1") => ({
      region,
      logs,
      api: {
        SubmitJob: ({ jobName }) => {
          submitted.push(region);
          return { jobName, jobId: "job-1" };
        },
      },
    }),
  });
  onTestFinished(() => front.close());
  const env = stateOfLocal(front.urls[0]);
  const fire = (...args: string[]) =>
    execa(process.execPath, ["cli/gcbench.mjs", "local", "fire", ...args], { reject: false, env });

  const [there, elsewhere, nowhere] = await Promise.all([
    fire("nightly", "--group", "g", "--region", "eu-west-1"),
    fire("nightly"),
    fire("nightly", "--region", "mars-1"),
  ]);
  expect(there.stdout).toBe("nightly: submitted job job-1");
  expect(submitted).toEqual(["eu-west-1"]);
  const hint =
    "There are, by region and group: eu-west-1: g/nightly. --group names the group, --region the region.";
  expect(elsewhere.stderr).toContain("There is no schedule nightly in group default (us-east-1).");
  expect(elsewhere.stderr).toContain(hint);
  expect(nowhere.stderr).toContain("There is no region mars-1.");
  expect(nowhere.stderr).toContain(hint);
  expect([there, elsewhere, nowhere].map(({ exitCode }) => exitCode === 0)).toEqual([true, false, false]);
});
