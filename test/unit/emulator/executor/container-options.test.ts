import { describe, expect, it } from "vitest";
import { containerOptions } from "../../../../emulator/executor/container-options.ts";
import { type EngineCapacity, hostNotes } from "../../../../emulator/executor/host-notes.ts";
import { refuseNamespaces, refuseUnsupported } from "../../../../emulator/executor/refuse-unsupported.ts";
import type { AttemptRequest, JobContainer } from "../../../../emulator/ports/executor.ts";

const request = (
  container: Partial<JobContainer> = {},
  more: Partial<AttemptRequest> = {},
): AttemptRequest => ({
  jobId: "id",
  jobName: "name",
  attempt: 2,
  region: "us-east-1",
  instanceId: "i-0123456789abcdef0",
  platform: "linux/arm64",
  container: { image: "repo/image", command: ["a"], ...container },
  vcpus: 15,
  memoryMiB: 30_720,
  cpuLimit: "share",
  isNode: false,
  ...more,
});

const around = {
  owner: "me",
  image: "localhost/image",
  environment: {},
  network: undefined,
  extraHosts: [],
  labels: { session: "abc" },
  hostMemoryMiB: 65_536,
  volumeDirectories: {},
};

const notes = (host: EngineCapacity) => hostNotes(request(), { ...around, host });

const mebibyte = 1024 * 1024;

describe("containerOptions", () => {
  const sideCar = { name: "side_car-1" };
  it.each([
    ["a job", {}, "batch-7f-2"],
    ["a child of an array", { jobId: "7f:11" }, "batch-7f-11-2"],
    ["a node", { jobId: "7f#11" }, "batch-7f-11-2"],
    ["a container of a task on a node", { jobId: "7f#0", inTask: sideCar }, "batch-7f-0-2.side_car-1"],
  ])("names the container of %s as the engine takes it", (_, more, name) => {
    const given = containerOptions(request({}, { jobId: "7f", ...more }), around);
    expect(given.name).toBe(name);
    // What the engine says of others: "only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed".
    expect(given.name).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/);
  });

  it("gives a Fargate task its CPUs and no more, also where the host has fewer", () => {
    const { HostConfig } = containerOptions(request({}, { vcpus: 0.25, cpuLimit: "quota" }), around);
    expect(HostConfig).toMatchObject({ CpuShares: 256, CpuPeriod: 100_000, CpuQuota: 25_000 });
    expect(containerOptions(request(), around).HostConfig).not.toHaveProperty("CpuQuota");
  });

  it("gives a share of the CPUs, a hard memory limit without swap, the platform and the labels", () => {
    expect(containerOptions(request(), around)).toMatchObject({
      platform: "linux/arm64",
      Image: "localhost/image",
      Cmd: ["a"],
      Labels: {
        "org.geos-chem-bench.instance": "me",
        "org.geos-chem-bench.job-id": "id",
        "org.geos-chem-bench.attempt": "2",
        session: "abc",
      },
      HostConfig: {
        CpuShares: 15_360,
        Memory: 30_720 * mebibyte,
        MemorySwap: 30_720 * mebibyte,
        ReadonlyRootfs: false,
        Privileged: false,
        ExtraHosts: [],
      },
    });
    expect(containerOptions(request(), around).HostConfig).not.toHaveProperty("NanoCpus");
  });

  it("gives a container of a task a name of its own, and the network and namespaces of the task's sandbox", () => {
    const inTask = { name: "side", pidMode: "task", ipcMode: "none" };
    const { name, HostConfig } = containerOptions(request({}, { inTask }), {
      ...around,
      network: "jobs",
      extraHosts: ["host.docker.internal:host-gateway"],
    });
    expect(name).toBe("batch-id-2.side");
    expect(HostConfig).toMatchObject({
      NetworkMode: "container:batch-id-2",
      PidMode: "container:batch-id-2",
      IpcMode: "none",
    });
    // The sandbox has them, and the engine refuses them here.
    expect(HostConfig).not.toHaveProperty("ExtraHosts");
  });

  it("limits the memory to what the machine has", () => {
    const options = containerOptions(request(), { ...around, hostMemoryMiB: 1000 });
    expect(options.HostConfig?.Memory).toBe(1000 * mebibyte);
    expect(notes({ vcpus: 2, memoryMiB: 1000 })).toEqual([
      expect.stringMatching(/^\[local AWS Batch\] this machine has 2 CPUs, the job asked for 15 vCPUs/),
      expect.stringMatching(/memory limited to 1000 MiB.*30720 MiB/),
    ]);
    expect(notes({ vcpus: 16, memoryMiB: 65_536, platform: "linux/arm64" })).toEqual([]);
    expect(notes({ vcpus: 16, memoryMiB: 65_536, platform: "linux/amd64" })).toEqual([
      expect.stringMatching(/linux\/arm64 runs under emulation on this linux\/amd64 machine/),
    ]);
  });

  it("translates the definition's members", () => {
    const { User, HostConfig } = containerOptions(
      request({
        user: "1000:1000",
        privileged: true,
        readonlyRootFilesystem: true,
        ulimits: [{ name: "stack", softLimit: -1, hardLimit: -1 }],
        linuxParameters: {
          initProcessEnabled: true,
          sharedMemorySize: 64,
          maxSwap: 10,
          swappiness: 5,
          tmpfs: [{ containerPath: "/tmp", size: 256, mountOptions: ["noexec", "mode=1777"] }],
        },
        volumes: [{ name: "scratch" }],
        mountPoints: [{ sourceVolume: "scratch", containerPath: "/scratch", readOnly: false }],
      }),
      { ...around, network: "jobs", extraHosts: ["host.docker.internal:host-gateway"] },
    );
    expect(User).toBe("1000:1000");
    expect(HostConfig).toMatchObject({
      ReadonlyRootfs: true,
      Privileged: true,
      Ulimits: [{ Name: "stack", Soft: -1, Hard: -1 }],
      Init: true,
      ShmSize: 64 * mebibyte,
      MemorySwap: 30_730 * mebibyte,
      MemorySwappiness: 5,
      Tmpfs: { "/tmp": "size=256m,noexec,mode=1777" },
      Mounts: [{ Type: "volume", Target: "/scratch", ReadOnly: false }],
      NetworkMode: "jobs",
      ExtraHosts: ["host.docker.internal:host-gateway"],
    });
  });

  it("lets the job's own variables win over those that every job gets", () => {
    const environment = [{ name: "AWS_REGION", value: "eu-west-1" }];
    const options = containerOptions(request({ environment }), {
      ...around,
      environment: { AWS_REGION: "us-east-1", AWS_ENDPOINT_URL: "http://x" },
    });
    expect(options.Env).toEqual(["AWS_REGION=eu-west-1", "AWS_ENDPOINT_URL=http://x"]);
  });

  it("leaves the image's command where the job has none, and makes a name of an array child's id", () => {
    const options = containerOptions(request({ command: [] }, { jobId: "id:3" }), around);
    expect(options).not.toHaveProperty("Cmd");
    expect(options.name).toBe("batch-id-3-2");
  });
});

describe("refuseUnsupported", () => {
  const mountPoints = [{ sourceVolume: "v", containerPath: "/v" }];

  it.each([
    [
      { volumes: [{ name: "v", host: { sourcePath: "/var/run/docker.sock" } }], mountPoints },
      /host path \/var\/run\/docker.sock of the instance's own system.*--volume/,
    ],
    [
      { volumes: [{ name: "v", efsVolumeConfiguration: { fileSystemId: "fs" } }], mountPoints },
      /an EFS file system/,
    ],
    [{ mountPoints }, /"v" that is not in volumes/],
    [{ linuxParameters: { devices: [{ hostPath: "/dev/fuse" }] } }, /^CannotCreateContainerError: .*devices/],
  ])("refuses %j", (container, message) => {
    expect(() => refuseUnsupported(container, {})).toThrow(message);
  });

  it("refuses the namespaces of this machine, not those of a task", () => {
    expect(() => refuseNamespaces({ pidMode: "host" })).toThrow(/^CannotCreateContainerError: pidMode host/);
    refuseNamespaces({ pidMode: "task", ipcMode: "none" });
  });

  it("takes volumes that are the container's own, or not mounted", () => {
    const unmounted = { name: "w", host: { sourcePath: "/etc" } };
    refuseUnsupported({ volumes: [{ name: "v" }, unmounted], mountPoints }, {});
  });

  it("takes host paths of the instance's scratch, and others that were given a directory", () => {
    const volume = (sourcePath: string) => ({ volumes: [{ name: "v", host: { sourcePath } }], mountPoints });
    refuseUnsupported(volume("/scratch/work"), {});
    refuseUnsupported(volume("/var/data"), { "/var/data": "/home/me/data" });
    expect(() => refuseUnsupported(volume("/"), {})).toThrow(/instance's own system/);
  });
});
