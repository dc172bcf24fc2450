import { environmentNamespace, metricsNamespace } from "../../contract/metric-names.ts";
import { BenchStack } from "../bench-stack.ts";
import type { Construct } from "../cdk.ts";
import type { ScheduleGroup } from "./schedule-group.ts";
import { ScheduledCheck } from "./scheduled-check.ts";
import { seriesCheckStates, type Series } from "./series-check-states.ts";

export interface SeriesCheckProps {
  readonly series: readonly Series[];
  readonly group: ScheduleGroup;
}

/** Twice a day, so that two checks are a day: the longest that every alarm of CloudWatch's ever could look back. */
const everyMinutes = 12 * 60;

/** Looks whether scheduled benchmarks still have results, however rarely they run. */
export class SeriesCheck extends ScheduledCheck {
  constructor(scope: Construct, id: string, { series, group }: SeriesCheckProps) {
    const { partition, prefix } = BenchStack.of(scope);
    super(scope, id, {
      name: "series-check",
      subject: "the results of scheduled GEOS-Chem benchmarks",
      question: "Whether scheduled benchmarks have new results",
      states: seriesCheckStates(partition, {
        group: group.name,
        namespace: environmentNamespace(metricsNamespace, prefix),
        series,
      }),
      everyMinutes,
      group,
    });
    group.grantLook(this.role);
    // Metrics have no ARN (service authorization reference, CloudWatch).
    this.role.allow({
      sid: "ReadMetrics",
      actions: ["cloudwatch:GetMetricStatistics"],
      resources: ["*"],
    });
  }
}
