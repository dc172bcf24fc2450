import type { LogStream } from "./log-stream.ts";
import type { MetricFilter } from "./metric-filter.ts";

/** What a group can be created with. */
export interface LogGroupSettings {
  readonly logGroupClass?: string | undefined;
  readonly kmsKeyId?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Default: now. */
  readonly createdAt?: number;
}

/** A log group. What it only keeps and shows (retention, key, filters) is what Terraform and others read back. */
export class LogGroup {
  readonly name: string;
  readonly createdAt: number;
  readonly logGroupClass: string;
  /** By name. */
  readonly streams = new Map<string, LogStream>();
  readonly metricFilters = new Map<string, MetricFilter>();
  readonly tags: Map<string, string>;
  kmsKeyId: string | undefined;
  /** Days; `undefined`: for ever. */
  retentionInDays: number | undefined;

  constructor(name: string, settings: LogGroupSettings = {}) {
    const { logGroupClass = "STANDARD", kmsKeyId, tags = {}, createdAt = Date.now() } = settings;
    this.name = name;
    this.createdAt = createdAt;
    this.logGroupClass = logGroupClass;
    this.kmsKeyId = kmsKeyId;
    this.tags = new Map(Object.entries(tags));
  }
}
