import timings from "./timings.json" with { type: "json" };
import { timingRecord, type PublishedTiming } from "./timing-record.ts";

const record = timingRecord.parse(timings);

/** Run times that papers, repositories and public threads report. Nothing of it was measured by this project. */
export const publishedTimings: readonly PublishedTiming[] = record.rows;

/** When they were written down. */
export const publishedTimingsRecordedOn: string = record.recorded_on;
