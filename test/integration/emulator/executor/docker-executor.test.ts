import Docker from "dockerode";
import { afterAll, describe, expect, it } from "vitest";
import { sweepContainers } from "../../../../host/ownership/sweep.ts";
import { attempts, docker, leftOver, probe } from "./attempts.ts";

const { amd64, arm64, missing } = await probe();
const owner = `test-${process.pid}`;

describe.skipIf(missing)(`Docker executor${missing ? ` (skipped: ${missing})` : ""}`, async () => {
  const { executor, start } = missing ? await never() : await attempts(owner);
  const sh = (script: string) => ({ image: amd64, command: ["sh", "-c", script] });

  afterAll(async () => {
    await executor.close();
    expect(await leftOver(owner)).toEqual([]);
  });

  it.each([0, 1, 12, 255])("gives exit code %i", async (exitCode) => {
    const outcome = await start(sh(`exit ${exitCode}`)).finished;
    expect(outcome).toEqual({ exitCode, statusReason: "Essential container in task exited" });
  });

  it("loses no line of a container that lives for milliseconds", async () => {
    for (let round = 0; round < 10; round++) {
      const attempt = start(
        sh("i=0; while [ $i -lt 500 ]; do echo line $i; i=$((i+1)); done; printf 'no newline'"),
      );
      await attempt.finished;
      expect(attempt.lines).toEqual([...Array.from({ length: 500 }, (_, n) => `line ${n}`), "no newline"]);
    }
  });

  it("passes lines on while the container runs, with their times", async () => {
    const attempt = start(sh("echo first; sleep 1; echo second >&2"));
    const { finished, lines, times } = attempt;
    await finished;
    expect(lines).toEqual(["first", "second"]);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(800);
  });

  it("cuts a line at what CloudWatch takes", async () => {
    const attempt = start(sh("head -c 300000 /dev/zero | tr '\\0' x"));
    await attempt.finished;
    expect(attempt.lines.map((line) => line.length)).toEqual([262_118, 300_000 - 262_118]);
  });

  it("says when the kernel killed it for its memory", async () => {
    // tail keeps its whole input in memory when it has no newline.
    const outcome = await start(sh("exec tail /dev/zero"), { memoryMiB: 16 }).finished;
    expect(outcome).toEqual({
      exitCode: 137,
      statusReason: "Essential container in task exited",
      reason: "OutOfMemoryError: Container killed due to memory usage",
    });
  });

  it("says when the kernel killed a child for its memory, though the container ended well", async () => {
    const attempt = start(sh("(exec tail /dev/zero); echo child ended with $?; exit 0"), { memoryMiB: 16 });
    expect(await attempt.finished).toEqual({
      exitCode: 0,
      statusReason: "Essential container in task exited",
      reason: "OutOfMemoryError: Container killed due to memory usage",
    });
    // The shell says "Killed" on the other stream: two pipes have no order between them.
    expect(attempt.lines).toContain("child ended with 137");
  });

  it("mounts a volume of the container's own twice as one, and removes it with the container", async () => {
    const attempt = start({
      ...sh("echo from the first > /a/file; cat /b/file"),
      volumes: [{ name: "scratch", host: {} }],
      mountPoints: ["/a", "/b"].map((containerPath) => ({ sourceVolume: "scratch", containerPath })),
    });
    expect(await attempt.finished).toMatchObject({ exitCode: 0 });
    expect(attempt.lines).toEqual(["from the first"]);
    const filters = { label: [`org.geos-chem-bench.instance=${owner}`] };
    await expect.poll(async () => (await docker.listVolumes({ filters })).Volumes ?? []).toEqual([]);
  });

  it("does not start a container whose log has no place, and never runs its program", async () => {
    const attempt = start(sh("echo ran"), {}, { refusal: "Error response from daemon: no log group" });
    expect(await attempt.finished).toEqual({
      statusReason: "Task failed to start",
      reason: "CannotStartContainerError: Error response from daemon: no log group",
    });
    expect(attempt.lines).toEqual([]);
  });

  it("stops with SIGTERM, and with SIGKILL what does not listen", async () => {
    const polite = start(sh("trap 'echo bye; exit 15' TERM; echo up; while :; do sleep 0.1; done"));
    await polite.isRunning;
    await until(() => polite.lines.includes("up"));
    await polite.stop(10_000);
    expect(await polite.finished).toMatchObject({ exitCode: 15 });
    expect(polite.lines).toEqual(["up", "bye"]);

    const deaf = start(sh("trap '' TERM; echo up; while :; do sleep 0.1; done"));
    await until(() => deaf.lines.includes("up"));
    const before = performance.now();
    await deaf.stop(1000);
    expect(await deaf.finished).toMatchObject({ exitCode: 137 });
    expect(performance.now() - before).toBeGreaterThan(900);
  });

  it("stops an attempt at whatever moment of its start", async () => {
    for (const delay of [0, 5, 20, 50, 100, 200]) {
      const attempt = start(sh("exec sleep 60"));
      await new Promise((resolve) => setTimeout(resolve, delay));
      await attempt.stop(0);
      const { exitCode, statusReason } = await attempt.finished;
      expect([137, undefined]).toContain(exitCode);
      expect(statusReason).toBe(
        exitCode === undefined ? "Task failed to start" : "Essential container in task exited",
      );
    }
  });

  it("runs an arm64 image as such", async () => {
    const attempt = start({ image: arm64, command: ["uname", "-m"] }, { platform: "linux/arm64" });
    expect(await attempt.finished).toMatchObject({ exitCode: 0 });
    expect(attempt.lines.at(-1)).toBe("aarch64");
  });

  it("goes on with the container of a process that is gone, whose lines come again from the first", async () => {
    const script = "for i in 1 2 3 4 5 6; do echo line $i; echo error $i >&2; sleep 0.3; done; exit 3";
    const request = { jobId: `${owner}-resumed` };
    const before = start(sh(script), request, { isKept: false });
    await before.isRunning;
    await expect.poll(() => before.lines).toContain("line 2");
    const after = start(sh(script), request, { isResumed: true });
    expect(await after.finished).toMatchObject({ exitCode: 3 });
    for (const name of ["line", "error"]) {
      const numbers = after.lines.filter((line) => line.startsWith(name));
      expect(numbers).toEqual([1, 2, 3, 4, 5, 6].map((number) => `${name} ${number}`));
    }
    expect(after.times.every((time) => Math.abs(time - Date.now()) < 60_000)).toBe(true);
    await before.finished;
  });

  it("reads the outcome of a container that ended while nobody looked, and starts one that is not there", async () => {
    const long = "x".repeat(40_000);
    const request = { jobId: `${owner}-ended` };
    const before = start(sh(`echo ${long}; printf end; exit 7`), request, { isKept: false });
    await before.finished;
    const after = start(sh("exit 0"), request, { isResumed: true });
    expect(await after.finished).toMatchObject({ exitCode: 7, stoppedAt: expect.any(Number) as number });
    expect(after.lines).toEqual([long, "end"]);
    const absent = start(sh("echo ran"), { jobId: `${owner}-absent` }, { isResumed: true });
    expect(await absent.finished).toMatchObject({ exitCode: 0 });
    expect(absent.lines).toEqual(["ran"]);
  });

  it("goes on with a task: its containers, and the namespaces that they share, are those from before", async () => {
    const namespaces = "readlink /proc/self/ns/net /proc/self/ns/pid";
    const task = (name: string) => ({
      jobId: `${owner}-task`,
      inTask: { name, pidMode: "task", ipcMode: "task" },
    });
    const first = start(sh(`${namespaces}; exec sleep 60`), task("first"), { isKept: false });
    await expect.poll(() => first.lines.length).toBe(2);
    const other = await attempts(owner);
    const found = other.start(sh("exit 1"), task("first"), { isResumed: true });
    const second = other.start(sh(namespaces), task("second"), {
      isResumed: true,
    });
    await second.finished;
    expect(second.lines).toEqual(first.lines);
    await found.stop(10_000);
    // Not the first process of its namespace, it does not ignore SIGTERM.
    expect(await found.finished).toMatchObject({ exitCode: 143 });
    await first.finished;
    await other.executor.close(0);
  });

  it("refuses an image of another architecture, and says which it has and which it needs", async () => {
    const outcome = await start({ image: amd64, command: ["true"] }, { platform: "linux/arm64" }).finished;
    expect(outcome.statusReason).toBe("Task failed to start");
    expect(outcome.reason).toMatch(
      /^CannotPullContainerError: image localhost\/.*-amd64 is for linux\/amd64, and .* need linux\/arm64/,
    );
  });

  it("says when the image is not there, and pulls no localhost/ name", async () => {
    const local = await start({ image: "localhost/none:1" }).finished;
    expect(local.reason).toMatch(/^CannotPullContainerError: this engine has no image localhost\/none:1/);
    // Port 9 answers nobody: the engine's own text comes through.
    const remote = await start({ image: "127.0.0.1:9/none:1" }).finished;
    expect(remote).toMatchObject({ statusReason: "Task failed to start" });
    expect(remote.reason).toMatch(/^CannotPullContainerError: Error response from daemon: .*127\.0\.0\.1:9/);
  });

  it("says when the image cannot be resolved, or the command cannot be found", async () => {
    const other = await attempts(owner, {
      resolveImage: () => Promise.reject(new Error("no local image stands for it")),
    });
    expect((await other.start({ image: "x" }).finished).reason).toBe(
      "CannotPullContainerError: no local image stands for it",
    );
    await other.executor.close();
    const unknown = await start({ image: amd64, command: ["no-such-program"] }).finished;
    expect(unknown.statusReason).toBe("Task failed to start");
    expect(unknown.reason).toMatch(
      /^CannotStartContainerError: Error response from daemon: .*no-such-program/,
    );
  });

  it("says when no engine answers", async () => {
    const other = await attempts(owner, {
      docker: new Docker({ socketPath: "/nonexistent/docker.sock" }),
    });
    const { reason } = await other.start({ image: amd64 }).finished;
    expect(reason).toMatch(/Cannot connect to the Docker daemon: .*nonexistent/);
  });

  it("gives the container its limits, file systems and variables", async () => {
    const other = await attempts(owner, { jobEnvironment: async () => ({ GIVEN: "1", OWN: "not this" }) });
    const attempt = other.start(
      {
        ...sh(
          "echo $GIVEN $OWN; id -u; ulimit -s; touch /x 2>/dev/null || echo read-only; touch /tmp/x && echo writable; cat /sys/fs/cgroup/cpu/cpu.shares /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null || cat /sys/fs/cgroup/cpu.weight /sys/fs/cgroup/memory.max",
        ),
        environment: [{ name: "OWN", value: "2" }],
        user: "1000",
        readonlyRootFilesystem: true,
        ulimits: [{ name: "stack", softLimit: -1, hardLimit: -1 }],
        linuxParameters: { tmpfs: [{ containerPath: "/tmp", size: 1 }] },
      },
      { vcpus: 15, memoryMiB: 32 },
    );
    expect(await attempt.finished).toMatchObject({ exitCode: 0 });
    const [note, ...lines] = attempt.lines.filter((line) => !line.includes("memory limited"));
    expect(note).toMatch(/the job asked for 15 vCPUs/);
    expect(lines.slice(0, 5)).toEqual(["1 2", "1000", "unlimited", "read-only", "writable"]);
    expect(lines.at(-1)).toBe(String(32 * 1024 * 1024));
    await other.executor.close();
  });

  it("removes every container, and what is left of owners that died, nothing else", async () => {
    const dead = await attempts(`${owner}-dead`);
    const living = await attempts(`${owner}-living`);
    const orphan = dead.start(sh("exec sleep 60"));
    const kept = living.start(sh("exec sleep 60"));
    await Promise.all([orphan.isRunning, kept.isRunning]);
    const [orphanId] = await leftOver(`${owner}-dead`);
    const swept = await sweepContainers(docker, (other) => other !== `${owner}-dead`);
    expect(swept).toEqual([orphanId]);
    // The executor that lost its container has an answer too.
    expect((await orphan.finished).exitCode).toBe(137);
    expect(await leftOver(`${owner}-living`)).toHaveLength(1);
    await living.executor.close(0);
    expect(await leftOver(`${owner}-living`)).toEqual([]);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

// What a skipped suite is given: its tests never run.
function never(): Promise<Awaited<ReturnType<typeof attempts>>> {
  return Promise.resolve({} as Awaited<ReturnType<typeof attempts>>);
}
