/** What an environment that says nothing gets, and a construct that is given nothing. */

/** Of a job, in hours; AWS Batch ends it then. */
export const defaultTimeoutHours = 12;

/** Of a fleet: the most instances that it runs at once. */
export const defaultMaxInstances = 4;

/** Of log groups, in days: the least that the guardrail `log-retention` takes. */
export const leastRetentionDays = 365;
