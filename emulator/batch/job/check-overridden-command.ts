import { resourceErrors } from "../resource/errors.ts";

/** "This parameter can't contain an empty string" (API reference, ContainerOverrides, TaskContainerOverrides). */
export function checkOverriddenCommand(member: string, command: readonly string[] | undefined): void {
  if (command?.includes("")) {
    throw resourceErrors.invalid(`${member}.command can't contain an empty string`);
  }
}
