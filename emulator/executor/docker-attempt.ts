import type Docker from "dockerode";
import type { AttemptObserver, AttemptOutcome, AttemptRequest, RunningAttempt } from "../ports/executor.ts";
import { containerErrors, reasons } from "../aws/reasons.ts";
import { atMost } from "./at-most.ts";
import { containerName, taskName } from "./container-options.ts";
import { containerBefore, type ContainerBefore } from "./container-before.ts";
import { createContainer } from "./create-container.ts";
import type { DockerSettings } from "./docker-settings.ts";
import { engineText } from "./engine-text.ts";
import { followOutput, repeatOutput, type FollowedOutput } from "./follow-output.ts";
import { ownVolumes } from "./host-volumes.ts";
import { emulatorCrashNote, hostNotes, isEmulated } from "./host-notes.ts";
import { StartFault } from "./start-fault.ts";
import { removeContainer } from "../../host/ownership/sweep.ts";

export interface DockerAttempt extends RunningAttempt {
  /**
   * Settles when the container is removed, which is after `finished` and `discard`: nobody has to wait for it but at the
   * end.
   */
  readonly gone: Promise<void>;
}

// The stream of an ended container ends at once; one that an engine forgets to close must not hold the job.
const outputGraceMs = 10_000;

/** One container, from its image to its removal. */
export function startDockerAttempt(
  request: AttemptRequest,
  observer: AttemptObserver,
  settings: DockerSettings,
): DockerAttempt {
  const { docker } = settings;
  const stopped = new AbortController();
  let container: Docker.Container | undefined;
  let started = false;
  let graceMs = 0;
  if (request.inTask) settings.sandboxes.enter(request);

  async function run(): Promise<AttemptOutcome> {
    try {
      const before = observer.isResumed ? await containerBefore(docker, containerName(request)) : undefined;
      if (before) return await goOn(before);
      container = await createContainer(request, settings, stopped.signal);
      stopped.signal.throwIfAborted();
      takeNotes(Date.now());
      // Attached before the start: a container that lives for milliseconds loses nothing.
      const output = await followOutput(container, observer);
      stopped.signal.throwIfAborted();
      const refusal = observer.starting();
      if (refusal !== undefined) throw new StartFault(containerErrors.cannotStart, refusal);
      await begin(container);
      started = true;
      observer.running(request.isNode ? await address(container) : undefined);
      // Asked to stop while it was starting.
      if (stopped.signal.aborted) void signalStop();
      return await toItsEnd(container, output);
    } catch (error) {
      // The engine went away, and the container with it or not: nobody knows its exit code.
      if (started) return { statusReason: reasons.hostTerminated("local"), reason: engineText(error) };
      const reason = error instanceof StartFault ? error.message : faultText(error, stopped.signal);
      return { statusReason: reasons.taskFailedToStart, reason };
    }
  }

  async function goOn(before: ContainerBefore): Promise<AttemptOutcome> {
    container = before.container;
    started = true;
    observer.found(before.startedAt);
    takeNotes(before.startedAt);
    const output = await repeatOutput(container, observer);
    if (stopped.signal.aborted) void signalStop();
    const outcome = await toItsEnd(container, output);
    return before.stoppedAt === undefined ? outcome : { ...outcome, stoppedAt: before.stoppedAt };
  }

  function address(of: Docker.Container): Promise<string | undefined> {
    return addressOf(request.inTask ? docker.getContainer(taskName(request)) : of);
  }

  function takeNotes(at: number): void {
    for (const note of hostNotes(request, settings)) observer.log(note, at, "note");
  }

  async function toItsEnd(running: Docker.Container, output: FollowedOutput): Promise<AttemptOutcome> {
    const { StatusCode: exitCode } = await wait(running);
    await atMost(outputGraceMs, output.ended);
    if (exitCode === 139 && isEmulated(request, settings.host)) {
      observer.log(emulatorCrashNote, Date.now(), "note");
    }
    return outcomeOf(running, exitCode);
  }

  async function signalStop(): Promise<void> {
    try {
      await container?.stop({ t: Math.ceil(graceMs / 1000) });
    } catch {
      // It ended by itself, or the engine is gone: `finished` tells.
    }
  }

  const finished = run();
  const discarded = Promise.withResolvers<void>();
  const gone = Promise.all([finished, discarded.promise]).then(async () => {
    // Whatever is left over because the engine failed here is found by the sweeper later.
    if (container) await removeWhole(container);
    if (request.inTask) await settings.sandboxes.leave(request).catch(() => {});
  });

  async function removeWhole({ id }: Docker.Container): Promise<void> {
    await removeContainer(docker, id).catch(() => {});
    // Of those of a task the last one can.
    const volumes = ownVolumes(request.container, { owner: settings.owner, task: taskName(request) });
    await Promise.all(
      volumes.map((name) =>
        docker
          .getVolume(name)
          .remove()
          .catch(() => {}),
      ),
    );
  }

  return {
    finished,
    gone,
    discard: discarded.resolve,
    async stop(grace) {
      graceMs = grace;
      stopped.abort();
      if (started) await signalStop();
      await finished;
    },
  };
}

async function begin(container: Docker.Container): Promise<void> {
  try {
    await container.start();
  } catch (error) {
    throw new StartFault(containerErrors.cannotStart, engineText(error));
  }
}

/** On the one network that the containers of jobs are on. */
async function addressOf(container: Docker.Container): Promise<string | undefined> {
  const { NetworkSettings: settings } = await container.inspect();
  return Object.values(settings.Networks).find(({ IPAddress: address }) => address)?.IPAddress;
}

// After the start, without a condition: answers at once where the container has ended already.
const wait = (container: Docker.Container): Promise<{ StatusCode: number }> =>
  container.wait() as Promise<{ StatusCode: number }>;

// ECS tells of memory whatever the exit code: the kernel may have killed a child only (aws/amazon-ecs-agent#2467).
async function outcomeOf(container: Docker.Container, exitCode: number): Promise<AttemptOutcome> {
  const ended = { exitCode, statusReason: reasons.essentialContainerExited };
  // It may be removed already, by whoever ended it.
  const found = await container.inspect().catch(() => undefined);
  return found?.State.OOMKilled ? { ...ended, reason: reasons.outOfMemory } : ended;
}

function faultText(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return reasons.stoppedBeforeStart;
  return `${containerErrors.cannotStart}: ${engineText(error)}`;
}
