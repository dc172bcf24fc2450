import { explainError } from "../../contract/errors.ts";
import type { Regions } from "../http/regions.ts";
import type { Moto } from "../moto/moto.ts";
import { deliver } from "./deliver.ts";
import type { BusEvent } from "./event.ts";
import { matchesPattern } from "./matches-pattern.ts";
import { createRules, type Rule, type Target } from "./rules.ts";
import { targetInput } from "./target-input.ts";

/** EventBridge's delivery: events go in, and later to the targets of the rules that they match. */
export interface EventBus {
  /** Returns at once: delivery is not waited for, so nobody is held up by a target. */
  publish(event: BusEvent, bus?: string): void;
  /** After a rule or a target was changed. */
  rulesChanged(): void;
  /** Resolves when what was published so far has been delivered, or given up. */
  idle(): Promise<void>;
}

interface BusOptions {
  readonly moto: Moto;
  readonly regions: Regions;
  readonly log: (line: string) => void;
}

const defaultBus = "default";

export function createEventBus({ moto, regions, log }: BusOptions): EventBus {
  const rules = createRules(moto);
  // One after the other: what a target sees is in the order in which it happened.
  let last = Promise.resolve();

  async function deliverToAll(event: BusEvent, bus: string): Promise<void> {
    for (const rule of await rules.of(event.region, bus)) {
      if (!matchesPattern(rule.pattern, event)) continue;
      for (const target of rule.targets) await deliverTo(rule, target, event);
    }
  }

  async function deliverTo(rule: Rule, target: Target, event: BusEvent): Promise<void> {
    try {
      await deliver(target, targetInput(target, event, rule), { moto, regions });
    } catch (error) {
      log(`event ${event.id} (${event["detail-type"]}), rule ${rule.name}: ${explainError(error)}`);
      const { Arn } = target.DeadLetterConfig ?? {};
      if (Arn !== undefined) await deliver({ Arn }, JSON.stringify(event), { moto, regions });
    }
  }

  return {
    publish(event, bus = defaultBus) {
      // Where moto was never asked for anything there is no rule.
      if (!moto.isStarted) return;
      last = last
        .then(() => deliverToAll(event, bus))
        .catch((error: unknown) => log(`event ${event.id} was not delivered: ${explainError(error)}`));
    },
    rulesChanged: () => rules.forget(),
    idle: () => last,
  };
}
