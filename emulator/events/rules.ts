import { z } from "zod";
import { callMoto } from "../moto/call-moto.ts";
import type { Moto } from "../moto/moto.ts";
import { inputOptions } from "./target-input.ts";

const target = inputOptions.extend({
  Id: z.string(),
  Arn: z.string(),
  BatchParameters: z
    .object({
      JobDefinition: z.string(),
      JobName: z.string(),
      ArrayProperties: z.object({ Size: z.int().optional() }).optional(),
      RetryStrategy: z.object({ Attempts: z.int().optional() }).optional(),
    })
    .optional(),
  SqsParameters: z.object({ MessageGroupId: z.string().optional() }).optional(),
  DeadLetterConfig: z.object({ Arn: z.string().optional() }).optional(),
});
const ruleList = z.object({
  Rules: z
    .array(
      z.object({
        Name: z.string(),
        Arn: z.string(),
        State: z.string().optional(),
        EventPattern: z.string().optional(),
      }),
    )
    .default([]),
  NextToken: z.string().nullish(),
});
const targetList = z.object({ Targets: z.array(target).default([]), NextToken: z.string().nullish() });

export type Target = z.output<typeof target>;

/** An enabled rule that looks at events, and where they go. */
export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly pattern: unknown;
  readonly targets: readonly Target[];
}

/** The rules of event buses, which moto keeps; read once and again after {@link Rules.forget}. */
export interface Rules {
  of(region: string, bus: string): Promise<readonly Rule[]>;
  /** After a rule or a target was changed. */
  forget(): void;
}

export function createRules(moto: Moto): Rules {
  let known = new Map<string, Promise<readonly Rule[]>>();
  return {
    of(region, bus) {
      const key = `${region}/${bus}`;
      let rules = known.get(key);
      if (!rules) {
        rules = readRules(moto, region, bus);
        known.set(key, rules);
        // What could not be read is read again.
        rules.catch(() => known.delete(key));
      }
      return rules;
    },
    forget() {
      known = new Map();
    },
  };
}

async function readRules(moto: Moto, region: string, bus: string): Promise<Rule[]> {
  const ask = (operation: string, input: object) =>
    callMoto(moto, { region, service: "events", target: `AWSEvents.${operation}`, input });
  const rules: Rule[] = [];
  for (let token: string | null | undefined; ;) {
    const page = ruleList.parse(
      await ask("ListRules", { EventBusName: bus, ...(token && { NextToken: token }) }),
    );
    for (const { Name, Arn, State, EventPattern } of page.Rules) {
      if (State === "DISABLED" || EventPattern === undefined) continue;
      const { Targets } = targetList.parse(
        await ask("ListTargetsByRule", { Rule: Name, EventBusName: bus, Limit: 100 }),
      );
      rules.push({ name: Name, arn: Arn, pattern: JSON.parse(EventPattern), targets: Targets });
    }
    token = page.NextToken;
    if (!token) return rules;
  }
}
