import type { DockerArchitecture } from "../../../contract/architecture.ts";
import { GeosBenchError } from "../../../contract/errors.ts";
import { runCommand, type RunCommand } from "../../../host/run-command.ts";

/** The newest release in the changelog of GCClassic as of this writing. */
export const defaultTag = "14.7.0";

/** Before it the build has -mcmodel=medium, which AArch64 compilers refuse (changelog of GCClassic, 14.6.3). */
const firstForArm = [14, 6, 3] as const;

const patienceMs = 30_000;

export interface Release {
  readonly repository: string;
  readonly tag: string;
  /** What the tag names today. */
  readonly commit: string;
}

/**
 * Finds a release in the model's repository with the host's own git, its proxies and its certificates. Throws
 * {@link GeosBenchError}: what cannot work is found here, before anything long.
 */
export async function findRelease(
  { tag, repository, architecture }: { tag: string; repository: string; architecture: DockerArchitecture },
  signal?: AbortSignal,
  run: RunCommand = runCommand,
): Promise<Release> {
  mustCompile(tag, architecture);
  const limit = AbortSignal.timeout(patienceMs);
  const listed = await run(["git", "ls-remote", "--tags", repository], {
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
    env: { GIT_TERMINAL_PROMPT: "0" },
  }).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw unreachable(repository, cause);
  });
  const tags = new Map(
    listed.split("\n").flatMap((line): [string, string][] => {
      const [, commit, name] = /^([0-9a-f]{40})\trefs\/tags\/(\S+)$/.exec(line) ?? [];
      return commit && name ? [[name, commit]] : [];
    }),
  );
  // Of an annotated tag, the line that ends in ^{} has the commit.
  const commit = tags.get(`${tag}^{}`) ?? tags.get(tag);
  if (commit) return { repository, tag, commit };
  const known = [...tags.keys()].filter((name) => /^\d+\.\d+\.\d+$/.test(name));
  const newest = known.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })).slice(-8);
  throw new GeosBenchError(`${repository} has no release "${tag}". The newest are ${newest.join(", ")}.`, {
    code: "bad-option",
    hint: `Give one of them as --tag; the default is ${defaultTag}.`,
  });
}

function mustCompile(tag: string, architecture: DockerArchitecture): void {
  const version = /^(\d+)\.(\d+)\.(\d+)/.exec(tag)?.slice(1).map(Number);
  if (!version) {
    throw new GeosBenchError(`--tag ${tag} is not a release of GEOS-Chem Classic.`, {
      code: "bad-option",
      hint: `Releases are called ${defaultTag}, without a "v".`,
    });
  }
  const difference = version
    .map((part, index) => part - (firstForArm[index] ?? 0))
    .find((part) => part !== 0);
  if (architecture !== "arm64" || (difference ?? 0) >= 0) return;
  throw new GeosBenchError(`GEOS-Chem Classic ${tag} cannot be compiled for linux/arm64.`, {
    code: "bad-option",
    hint: `It can since ${firstForArm.join(".")} (the default is ${defaultTag}); or build with --platform linux/amd64.`,
  });
}

function unreachable(repository: string, cause: unknown): GeosBenchError {
  const isMissing = cause instanceof GeosBenchError && cause.code === "command-not-found";
  return new GeosBenchError(
    isMissing
      ? "git is not installed, and the model's releases are in a git repository."
      : `The model's repository ${repository} cannot be reached from this machine.`,
    {
      code: "model-source-unreachable",
      hint: "Build where it can be reached, name a mirror (--repository), or bring a compiled model: --executable FILE and --run-directory DIR.",
      cause,
    },
  );
}
