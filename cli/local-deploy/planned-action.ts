import type { ResourceChange } from "./terraform.ts";

/** `take over`: it is there, and becomes Terraform's as it is; `take over and update`: not as it is. */
const words = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
  "take over": "taken over",
  "take over and update": "taken over and updated",
} as const;
export type PlannedAction = keyof typeof words;

/** `undefined` where nothing is to be done. */
export function actionOf({ actions, importing }: ResourceChange["change"]): PlannedAction | undefined {
  if (importing) return actions.join() === "no-op" ? "take over" : "take over and update";
  if (actions.includes("delete") && actions.includes("create")) return "replace";
  const [action = ""] = actions;
  return action === "create" || action === "update" || action === "delete" ? action : undefined;
}

/** "52 created, 1 updated". */
export function counted(changes: readonly { readonly action: PlannedAction }[]): string {
  return (Object.keys(words) as PlannedAction[])
    .flatMap((action) => {
      const count = changes.filter((of) => of.action === action).length;
      return count === 0 ? [] : [`${count} ${words[action]}`];
    })
    .join(", ");
}
