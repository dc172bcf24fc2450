import type { core } from "zod";

/** What a value fails, in the service's words ("Member must …"). */
export function constraintText(issue: core.$ZodIssue): string {
  switch (issue.code) {
    case "too_big":
      return `Member must have ${measureOf(issue)} less than or equal to ${issue.maximum}`;
    case "too_small":
      return `Member must have ${measureOf(issue)} greater than or equal to ${issue.minimum}`;
    case "invalid_value":
      return `Member must satisfy enum value set: [${issue.values.map(String).join(", ")}]`;
    case "invalid_type":
      // A value that is missing has no type of its own.
      return issue.message.endsWith("received undefined") ? "Member must not be null" : issue.message;
    default:
      return issue.message;
  }
}

const measureOf = ({ origin }: core.$ZodIssueTooBig | core.$ZodIssueTooSmall): "length" | "value" =>
  origin === "string" || origin === "array" ? "length" : "value";
