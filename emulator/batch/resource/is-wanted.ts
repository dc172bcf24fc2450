/** Whether a describe request means this resource: by name or ARN, or all when it names none. */
export function isWanted(
  wanted: readonly string[] | undefined,
  { name, arn }: { readonly name: string; readonly arn: string },
): boolean {
  return !wanted?.length || wanted.includes(name) || wanted.includes(arn);
}
