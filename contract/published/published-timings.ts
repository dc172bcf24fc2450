import timings from "./timings.json" with { type: "json" };
import type { PublishedTiming, TimingRecord } from "./timing-record.ts";

/** Checked by its test: it is ours, and the estimate page needs no schema for it. */
const record = timings as unknown as TimingRecord;

/** Run times that papers, repositories and public threads report. Nothing of it was measured by this project. */
export const publishedTimings: readonly PublishedTiming[] = record.rows;

/** When they were written down. */
export const publishedTimingsRecordedOn: string = record.recorded_on;
