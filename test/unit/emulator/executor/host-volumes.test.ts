import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  localPlace,
  ownVolumes,
  volumeMounts,
  volumeNotes,
} from "../../../../emulator/executor/host-volumes.ts";

const container = {
  volumes: [
    { name: "data", host: { sourcePath: "/scratch/ExtData" } },
    { name: "models", host: { sourcePath: "/scratch/models/" } },
    { name: "own" },
  ],
  mountPoints: [
    { sourceVolume: "data", containerPath: "/data" },
    { sourceVolume: "models", containerPath: "/models", readOnly: true },
    { sourceVolume: "own", containerPath: "/own" },
  ],
};
const around = {
  directories: { "/scratch/models": "/home/me/models" },
  owner: "me",
  labels: { session: "abc" },
  task: "batch-1",
};

describe("host paths of an instance", () => {
  it("are the directory that was given, a volume of this environment, or the container's own", () => {
    const volume = {
      Type: "volume",
      Source: expect.stringMatching(/^geos-chem-bench-[0-9a-f]{12}$/) as string,
      ReadOnly: false,
      VolumeOptions: {
        NoCopy: false,
        Labels: { "org.geos-chem-bench.instance": "me", session: "abc" },
        DriverConfig: { Name: "local", Options: {} },
      },
    };
    const mounts = volumeMounts(container, around);
    expect(mounts).toEqual([
      { ...volume, Target: "/data" },
      { Type: "bind", Source: "/home/me/models", Target: "/models", ReadOnly: true },
      { ...volume, Target: "/own" },
    ]);
    expect(mounts[0]?.Source).not.toBe(mounts[2]?.Source);
  });

  it("that are the container's own are one volume however often mounted, and another for each attempt", () => {
    const twice = {
      volumes: [{ name: "a", host: {} }, { name: "b" }],
      mountPoints: ["/one", "/two"].map((containerPath) => ({ sourceVolume: "a", containerPath })),
    };
    const sources = (task: string) => volumeMounts(twice, { ...around, task }).map(({ Source }) => Source);
    const [first, second] = sources("batch-1");
    expect(first).toBe(second);
    expect(sources("batch-2")).not.toContain(first);
    expect(ownVolumes(twice, around)).toContain(first);
    expect(ownVolumes(twice, around)).toHaveLength(2);
    expect(ownVolumes(container, around), "the environment's stay").toHaveLength(1);
  });

  it("are told in the job's log", () => {
    expect(volumeNotes(container, around)).toEqual([
      expect.stringMatching(
        /^the instance's \/scratch\/ExtData is a Docker volume .*--volume \/scratch\/ExtData=/,
      ),
      "the instance's /scratch/models/ is /home/me/models of this machine, read-only",
    ]);
  });

  it("follow the nearest directory above them", () => {
    const directories = { "/scratch": "/a", "/scratch/ExtData": "/b" };
    expect(localPlace("/scratch/work", directories, "me")).toEqual({ directory: "/a/work" });
    expect(localPlace("/scratch/ExtData/HEMCO", directories, "me")).toEqual({ directory: "/b/HEMCO" });
    expect(localPlace("/scratch/ExtDataOld", directories, "me")).toEqual({ directory: "/a/ExtDataOld" });
  });

  it("never get a directory that stands for another path, nor a volume of another environment", () => {
    const segment = fc.stringMatching(/^[a-z]{1,3}$/);
    const somePath = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join("/")}`);
    fc.assert(
      fc.property(somePath, somePath, (given, asked) => {
        const place = localPlace(asked, { [given]: "/here" }, "me");
        const isBelow = asked === given || asked.startsWith(`${given}/`);
        if (isBelow) expect(place).toEqual({ directory: `/here${asked.slice(given.length)}` });
        else expect(place).not.toEqual(localPlace(asked, {}, "other"));
      }),
    );
  });
});
