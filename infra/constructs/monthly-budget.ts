import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { Notifications } from "./notifications.ts";

export interface MonthlyBudgetProps {
  readonly limitUsd: number;
  readonly notifications: Notifications;
}

/**
 * Tells when the month's costs pass 80 % of the limit, and when they are forecast to pass all of it. It stops
 * nothing.
 */
export class MonthlyBudget extends Construct {
  constructor(scope: Construct, id: string, { limitUsd, notifications }: MonthlyBudgetProps) {
    super(scope, id);
    const { prefix, project } = BenchStack.of(this);
    const notify = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
      notificationType,
      threshold,
      thresholdType: "PERCENTAGE",
      comparisonOperator: "GREATER_THAN",
      subscriberSnsTopicArns: [notifications.topic.arn],
    });
    new BudgetsBudget(this, "Default", {
      name: prefix,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: String(limitUsd),
      limitUnit: "USD",
      costFilter: [{ name: "TagKeyValue", values: [`user:project$${project}`] }],
      notification: [notify("ACTUAL", 80), notify("FORECASTED", 100)],
    });
  }
}
