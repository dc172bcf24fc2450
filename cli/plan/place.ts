import { platformOf } from "../../contract/architecture.ts";
import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import { knownFleets } from "../../contract/deployed-fleet.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import type { AwsClients } from "../../client/aws-clients.ts";
import { targetFinder } from "../../client/find-target.ts";
import { targetsIn, type PlanPlace } from "../../client/plan/plan-place.ts";
import { deploymentOf, readOutputs } from "../deployment/read-outputs.ts";
import { awsClients } from "../local/aws-clients.ts";
import { lockLocalEnvironment } from "../local/lock-local-environment.ts";
import { openLocal } from "../local/open-local.ts";
import { runSteps } from "../progress.ts";
import { awsServices } from "../../client/aws-services.ts";

/** Where a plan runs: a deployed AWS Batch or the one of this machine, behind the same clients. */
export interface Place extends PlanPlace {
  readonly clients: AwsClients;
  /** Jobs at a time. */
  readonly concurrency: number;
  readonly close: () => Promise<void>;
}

export interface DeployedOptions {
  readonly outputs?: string;
  readonly outputPath?: string;
  readonly fleet?: string;
}

/** What Terraform made, by its outputs. */
export async function deployedPlace(options: DeployedOptions): Promise<Place> {
  const deployed = await readOutputs("batch", { deployment: deploymentOf(), file: options.outputs });
  return {
    ...knownRegion(deployed.region),
    targetOf: targetsIn(knownFleets(deployed.fleets), { ...options, otherwise: deployed.output_path }),
  };
}

/** A plan that was submitted to a region, to be followed: nothing new is submitted to it but what the plan has. */
export function knownRegion(region: string): Place {
  const clients = awsServices(region);
  return {
    where: { kind: "aws", region },
    clients,
    // Batch has a queue of its own.
    concurrency: Number.POSITIVE_INFINITY,
    targetOf: ({ id }) => {
      throw new GeosBenchError(`${id} has no target.`, { code: "internal" });
    },
    close: async () => clients.close(),
  };
}

export interface LocalOptions {
  readonly provision: boolean;
  readonly signal: AbortSignal;
}

/** This machine: the local environment that is up, or one for as long as the command runs. */
export async function localPlace(
  configs: readonly BenchmarkConfig[],
  { provision, signal }: LocalOptions,
): Promise<Place> {
  const lock = await lockLocalEnvironment();
  try {
    const platforms = [...new Set(configs.map(({ hardware }) => platformOf(hardware.architecture)))];
    const local = openLocal({ platforms, provision, volumes: {}, isKept: false, signal });
    const stop = async () => {
      await local.context.daemon?.stop();
      await lock.release();
    };
    try {
      await runSteps(local.steps, local.context);
      const { state } = local.context;
      if (!state) {
        throw new GeosBenchError("The local environment is not up.", { code: "local-environment" });
      }
      const clients = awsClients(state);
      const find = await targetFinder(clients.batch);
      return {
        where: { kind: "local" },
        clients,
        concurrency: 1,
        targetOf: (config) => ({
          target: find(config),
          outputPath: config.output?.path ?? `s3://${state.resultsBucket}/results`,
        }),
        close: async () => {
          clients.close();
          await stop();
        },
      };
    } catch (error) {
      await local.context.daemon?.stop();
      throw error;
    }
  } catch (error) {
    await lock.release();
    throw error;
  }
}
