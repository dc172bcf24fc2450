import { BlockList, isIP } from "node:net";

type Json = Readonly<Record<string, unknown>>;

/**
 * Whether an event matches a rule's pattern (EventBridge user guide, "Comparison operators for use in event patterns"):
 * each field of the pattern by one of its alternatives; of a list in the event, any element.
 */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  if (!isObject(pattern)) return false;
  const objects = Array.isArray(event) ? event : [event];
  return objects.some((candidate) =>
    Object.entries(pattern).every(([field, wanted]) => {
      if (field === "$or" && Array.isArray(wanted))
        return wanted.some((one) => matchesPattern(one, candidate));
      const value = isObject(candidate) ? candidate[field] : undefined;
      return Array.isArray(wanted) ? matchesLeaf(wanted, value) : matchesPattern(wanted, value);
    }),
  );
}

function matchesLeaf(alternatives: readonly unknown[], value: unknown): boolean {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return alternatives.some((alternative) => {
    // About the field itself, and so about a list as a whole.
    if (isObject(alternative) && "exists" in alternative)
      return alternative["exists"] === (value !== undefined && !isObject(value));
    return values.some((one) => one !== undefined && matchesOne(alternative, one));
  });
}

function matchesOne(matcher: unknown, value: unknown): boolean {
  if (!isObject(matcher)) return matcher === value;
  const [[operator, operand] = []] = Object.entries(matcher);
  const compare = operators[operator ?? ""];
  return compare !== undefined && compare(operand, value);
}

const operators: Readonly<Record<string, (operand: unknown, value: unknown) => boolean>> = {
  prefix: (operand, value) => affix(operand, value, (text, part) => text.startsWith(part)),
  suffix: (operand, value) => affix(operand, value, (text, part) => text.endsWith(part)),
  "equals-ignore-case": (operand, value) => String(operand).toLowerCase() === asText(value)?.toLowerCase(),
  wildcard: (operand, value) => wildcard(String(operand)).test(asText(value) ?? ""),
  "anything-but": anythingBut,
  numeric,
  cidr,
};

/** `{"prefix": "a"}` or `{"prefix": {"equals-ignore-case": "a"}}`. */
function affix(operand: unknown, value: unknown, holds: (text: string, part: string) => boolean): boolean {
  const text = asText(value);
  if (text === undefined) return false;
  if (!isObject(operand)) return holds(text, String(operand));
  return holds(text.toLowerCase(), String(operand["equals-ignore-case"]).toLowerCase());
}

function anythingBut(operand: unknown, value: unknown): boolean {
  if (isObject(operand)) {
    return Object.entries(operand).every(([operator, parts]) =>
      listOf(parts).every((part) => operators[operator]?.(part, value) !== true),
    );
  }
  return !listOf(operand).includes(value);
}

/** `[">", 0, "<=", 5]`: all of them. */
function numeric(operand: unknown, value: unknown): boolean {
  if (typeof value !== "number" || !Array.isArray(operand)) return false;
  for (let index = 0; index < operand.length; index += 2) {
    const [operator, limit] = [operand[index] as unknown, Number(operand[index + 1])];
    const holds =
      (operator === "=" && value === limit) ||
      (operator === ">" && value > limit) ||
      (operator === ">=" && value >= limit) ||
      (operator === "<" && value < limit) ||
      (operator === "<=" && value <= limit);
    if (!holds) return false;
  }
  return true;
}

function cidr(operand: unknown, value: unknown): boolean {
  const [network = "", bits = ""] = String(operand).split("/");
  const [of, address] = [isIP(network), asText(value) ?? ""];
  if (of === 0 || isIP(address) !== of) return false;
  const family = of === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return list.check(address, family);
}

/** `*` stands for anything, `\*` for itself. */
function wildcard(pattern: string): RegExp {
  const parts = pattern.split(/(\\.|\*)/).map((part) => {
    if (part === "*") return ".*";
    return (part.startsWith("\\") ? part.slice(1) : part).replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join("")}$`, "s");
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const asText = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
