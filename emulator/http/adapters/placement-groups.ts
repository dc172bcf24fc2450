import { randomBytes } from "node:crypto";
import { partitionOf } from "../../aws/account.ts";
import { ProtocolError } from "../../model/protocol-error.ts";
import { besideMoto } from "../../moto/beside-moto.ts";
import type { Moto } from "../../moto/moto.ts";
import type { Answer, Call } from "../endpoint.ts";
import { escapeXml } from "../escape-xml.ts";
import type { ServiceAdapters } from "./adapter.ts";
import { parameters } from "./ec2-parameters.ts";

interface PlacementGroup {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly strategy: string;
  readonly tags: readonly (readonly [key: string, value: string])[];
}

type ByName = Map<string, PlacementGroup>;

/** Those of each region. */
const keptBeside = besideMoto(() => new Map<string, ByName>());

function groupsOf(moto: Moto, region: string): ByName {
  const regions = keptBeside(moto);
  const groups = regions.get(region) ?? new Map<string, PlacementGroup>();
  regions.set(region, groups);
  return groups;
}

/**
 * What moto's EC2 lacks, and a fleet whose jobs have several nodes cannot be deployed without: placement groups (EC2 API
 * reference, CreatePlacementGroup and its siblings). They are names here; jobs are placed on modelled instances.
 */
export const placementGroups: ServiceAdapters = {
  CreatePlacementGroup: async (call, { moto, region, accountId }) => {
    const form = await parameters(call);
    const groups = groupsOf(moto, region);
    const name = form.get("GroupName") ?? "";
    if (name === "")
      throw new ProtocolError(400, "MissingParameter", "The request must contain the parameter GroupName");
    if (groups.has(name))
      throw new ProtocolError(
        400,
        "InvalidPlacementGroup.Duplicate",
        `The Placement Group '${name}' already exists.`,
      );
    const group = {
      name,
      id: `pg-${randomBytes(8).toString("hex")}0`,
      arn: `arn:${partitionOf(region)}:ec2:${region}:${accountId}:placement-group/${name}`,
      strategy: form.get("Strategy") ?? "cluster",
      tags: tagsIn(form),
    };
    groups.set(name, group);
    return answer(call, "CreatePlacementGroup", element("placementGroup", describe(group)));
  },
  DescribePlacementGroups: async (call, { moto, region }) => {
    const form = await parameters(call);
    const groups = groupsOf(moto, region);
    const named = listed(form, "GroupName").map((name) => existing(groups, name));
    const found = (named.length > 0 ? named : [...groups.values()]).filter((group) => matches(group, form));
    const items = found.map((group) => element("item", describe(group))).join("");
    return answer(call, "DescribePlacementGroups", element("placementGroupSet", items));
  },
  DeletePlacementGroup: async (call, { moto, region }) => {
    const groups = groupsOf(moto, region);
    const { name } = existing(groups, (await parameters(call)).get("GroupName") ?? "");
    groups.delete(name);
    return answer(call, "DeletePlacementGroup", element("return", "true"));
  },
};

/** `name.1`, `name.2` and so on, in the order that they came in. */
const listed = (form: URLSearchParams, name: string): string[] =>
  [...form].filter(([key]) => key.startsWith(`${name}.`)).map(([, value]) => value);

function existing(groups: ByName, name: string): PlacementGroup {
  const group = groups.get(name);
  if (group) return group;
  throw new ProtocolError(400, "InvalidPlacementGroup.Unknown", `The Placement Group '${name}' is unknown.`);
}

function tagsIn(form: URLSearchParams): PlacementGroup["tags"] {
  const keys = [...form].filter(([key]) => /^TagSpecification\.\d+\.Tag\.\d+\.Key$/.test(key));
  return keys.map(([key, tag]) => [tag, form.get(key.replace(/Key$/, "Value")) ?? ""]);
}

/** Every filter has to hold, by one of its values. */
function matches({ name, strategy }: PlacementGroup, form: URLSearchParams): boolean {
  const filters = [...form].filter(([key]) => /^Filter\.\d+\.Name$/.test(key));
  return filters.every(([key, filter]) => {
    const wanted = listed(form, key.replace(/Name$/, "Value"));
    const value = { "group-name": name, strategy, state: "available" }[filter];
    if (value === undefined)
      throw new ProtocolError(
        400,
        "InvalidParameterValue",
        `The filter '${filter}' is invalid here. Allowed: group-name, strategy, state.`,
      );
    return wanted.includes(value);
  });
}

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;
const textElement = (name: string, text: string): string => element(name, escapeXml(text));

const describe = ({ name, id, arn, strategy, tags }: PlacementGroup): string =>
  textElement("groupName", name) +
  textElement("groupId", id) +
  textElement("groupArn", arn) +
  textElement("strategy", strategy) +
  element("state", "available") +
  element(
    "tagSet",
    tags
      .map(([key, value]) => element("item", textElement("key", key) + textElement("value", value)))
      .join(""),
  );

const answer = (call: Call, operation: string, content: string): Answer => ({
  status: 200,
  contentType: "text/xml",
  body: `<${operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">${element("requestId", call.entry.requestId)}${content}</${operation}Response>`,
});
