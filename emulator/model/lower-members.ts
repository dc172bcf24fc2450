import type { Shape } from "./shape.ts";

/**
 * A request whose members are spelled with a capital letter, as EventBridge, Scheduler and Step Functions have them, in
 * the spelling of the service's own API. Keys of maps are the caller's, and stay.
 */
export function lowerMembers(shape: Shape, value: unknown): unknown {
  if (shape.kind === "list" && Array.isArray(value)) return value.map((item) => lowerMembers(shape.of, item));
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if (shape.kind === "map") {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, lowerMembers(shape.of, item)]),
    );
  }
  if (shape.kind !== "structure") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const member = shape.members.find(({ name }) => name.toLowerCase() === key.toLowerCase());
      return member ? [member.name, lowerMembers(member.shape, item)] : [key, item];
    }),
  );
}
