import { expect, test } from "vitest";
import {
  jobSurroundings,
  type OwnContainer,
} from "../../../../../emulator/library/image/job-surroundings.ts";

const own = (Networks: Record<string, string>, more: Partial<OwnContainer["Config"]> = {}): OwnContainer => ({
  Name: "/local-batch",
  Config: more,
  NetworkSettings: {
    Networks: Object.fromEntries(Object.entries(Networks).map(([name, IPAddress]) => [name, { IPAddress }])),
  },
});

const of = (container: OwnContainer | undefined, network?: string) =>
  jobSurroundings(container, { network, port: 4567 });

test("jobs are on a network that somebody made, and find the local Batch by name", () => {
  expect(of(own({ bridge: "172.17.0.2", tests: "172.20.0.2" }))).toEqual({
    network: "tests",
    endpoint: "http://local-batch:4567",
    labels: {},
  });
});

test("the engine's own network resolves no names, and some names are no host names", () => {
  expect(of(own({ bridge: "172.17.0.2" }))).toMatchObject({ endpoint: "http://172.17.0.2:4567" });
  expect(of({ ...own({ tests: "172.20.0.2" }), Name: "/project_batch_1" })).toMatchObject({
    endpoint: "http://172.20.0.2:4567",
  });
});

test("on the machine's own network jobs find it on the loopback interface", () => {
  expect(of(own({ host: "" }))).toMatchObject({ network: "host", endpoint: "http://127.0.0.1:4567" });
});

test("on a network that the local Batch is not on there is no address to tell", () => {
  expect(of(own({ bridge: "172.17.0.2" }), "other")).toMatchObject({ network: "other", endpoint: undefined });
  expect(of(undefined)).toEqual({ network: undefined, endpoint: undefined, labels: {} });
});

test("jobs have testcontainers' label, so that its sweeper finds them after a crash of the test", () => {
  const Labels = { "org.testcontainers.session-id": "abc", other: "x" };
  expect(of(own({ bridge: "172.17.0.2" }, { Labels })).labels).toEqual({
    "org.testcontainers.session-id": "abc",
  });
});
