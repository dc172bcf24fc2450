"""Resources of a stack that the local AWS keeps elsewhere than in moto: made and changed by calls to its endpoint.

What a type is made by stands in types.json. Properties become the input of an operation by the shape that botocore has of
it: members of structures are found whatever their case (MinvCpus, minvCpus), keys of maps stay as they are.

Of a type, types.json has:
    service, create, update, delete   boto3's client, and the operations; without `update` every change is a replacement
    name                              the property that names it; left out, it is given a name
    within                            of what it is a part, where its name is its own
    id                                what tells update, delete and settings which one it is
    ref, attributes                   what Ref and Fn::GetAtt give
    describe, status                  how to ask for it, and whether it says there that it is on its way
    before_delete                     what `update` has to be told first
    settings                          properties that have an operation each: `as` where in its input, `undo` without it,
                                      `at_create` create takes it too, `with` more of the input, `from` a part of it
    given, given_except_in            more of create's input, but in one region
    tags                              the property to which the stack's tags go, too
    ignored, rename, partial          properties of CloudFormation's own, other names, and those changed by member
    revisions                         a change makes a new one of the same name
Texts in braces are filled with properties, `ref`, `region`, `account`, the `answer` of create, and `now`, what describe says.
"""

import json
import os
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from stack_modules import UnformattedGetAttTemplateException, models

SECONDS_TO_SETTLE = 600
MOVING = ("CREATING", "UPDATING", "DELETING")


class Failed(Exception):
    """Why a resource could not be made, changed or deleted, in CloudFormation's words."""


class UnknownProperty(Exception):
    def __init__(self, path, name, known):
        super().__init__(
            f"Properties validation failed with message: #{path}: extraneous key [{name}] is not permitted "
            f"(the local AWS has: {', '.join(known)})"
        )


def to_input(value, shape, also=None, path=""):
    """What an operation takes of a property. `also`: another operation's shape, whose members are no mistake here."""
    kind = shape.type_name
    if kind == "structure":
        if not isinstance(value, dict):
            raise Failed(f"Properties validation failed with message: #{path}: expected type: JSONObject")
        known, others = members_of(shape), members_of(also)
        taken = {}
        for name, inner in value.items():
            member = known.get(name.casefold())
            if member:
                other = others.get(name.casefold())
                taken[member[0]] = to_input(inner, member[1], other and other[1], f"{path}/{name}")
            elif name.casefold() not in others:
                raise UnknownProperty(path, name, shape.members)
        return taken
    if kind == "list":
        if not isinstance(value, list):
            raise Failed(f"Properties validation failed with message: #{path}: expected type: JSONArray")
        other = also.member if also is not None and also.type_name == "list" else None
        return [to_input(item, shape.member, other, f"{path}/{index}") for index, item in enumerate(value)]
    if kind == "map":
        pairs = {tag["Key"]: tag["Value"] for tag in value} if isinstance(value, list) else value
        return {name: to_input(inner, shape.value, None, f"{path}/{name}") for name, inner in pairs.items()}
    if kind == "boolean":
        return value if isinstance(value, bool) else str(value).lower() == "true"
    if kind in ("integer", "long"):
        return int(value)
    if kind in ("double", "float"):
        return float(value)
    if kind == "string":
        if isinstance(value, (dict, list)):
            return json.dumps(value)
        return str(value).lower() if isinstance(value, bool) else str(value)
    return value


def members_of(shape):
    if shape is None or shape.type_name != "structure":
        return {}
    return {name.casefold(): (name, member) for name, member in shape.members.items()}


def fixed_part(value, shape):
    """What of a property the operation that changes a resource does not take: it is the resource's for its life."""
    if shape is None:
        return value
    if shape.type_name == "structure" and isinstance(value, dict):
        known = members_of(shape)
        parts = {name: fixed_part(inner, known.get(name.casefold(), (None, None))[1]) for name, inner in value.items()}
        return {name: part for name, part in parts.items() if part is not None} or None
    return None


def renamed(value, names):
    """Members that CloudFormation calls otherwise than the service's API, however deep."""
    if isinstance(value, list):
        return [renamed(item, names) for item in value]
    if isinstance(value, dict) and names:
        return {names.get(name, name): renamed(inner, names) for name, inner in value.items()}
    return value


def difference(after, before, partial):
    """What an operation is to change; of the properties in `partial` it takes the members that change, else the whole."""
    changed = {name: value for name, value in after.items() if value != before.get(name)}
    for name in partial:
        if name in changed and isinstance(before.get(name), dict):
            changed[name] = difference(after[name], before[name], [])
    return changed


class Values(dict):
    """What the templates of types.json name; `now` is what the service says of the resource when it is asked."""

    def __init__(self, resource, **more):
        super().__init__(
            resource.properties, ref=resource.ref, region=resource.region, account=resource.account, **more
        )
        self.resource = resource

    def __missing__(self, key):
        if key == "now":
            return self.resource.describe() or {}
        raise KeyError(key)


def filled(template, values):
    if isinstance(template, dict):
        return {name: filled(inner, values) for name, inner in template.items()}
    if isinstance(template, list):
        return [filled(inner, values) for inner in template]
    return template.format_map(values) if isinstance(template, str) else template


class Bridged:
    """One resource; a subclass for each type, with `kind`, what types.json says of it.

    It has what moto's CloudFormationModel has, and is none: moto's trackers want one of its own modules.
    """

    def __init__(self, properties, is_name_ours, account, region, stack_tags):
        self.properties, self.is_name_ours, self.stack_tags = properties, is_name_ours, stack_tags
        self.account, self.region, self.ref = account, region, None
        self.client = boto3.client(
            self.kind["service"],
            region_name=region,
            endpoint_url=f"http://localhost:{os.environ['MOTO_PORT']}",
            config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 0}),
        )

    @property
    def physical_resource_id(self):
        return self.ref

    def is_created(self):
        return True

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr in cls.kind.get("attributes", {})

    def get_cfn_attribute(self, attr):
        if not self.has_cfn_attr(attr):
            raise UnformattedGetAttTemplateException
        return filled(self.kind["attributes"][attr], Values(self))

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **more):
        properties = dict(cloudformation_json["Properties"])
        name = cls.kind.get("name")
        is_name_ours = name is not None and name not in properties
        if is_name_ours:
            properties[name] = resource_name
        stack = models.cloudformation_backends[account_id][region_name].stacks[more["StackId"]]
        resource = cls(properties, is_name_ours, account_id, region_name, stack.tags)
        resource.create()
        return resource

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        before, properties, name = original_resource, dict(cloudformation_json["Properties"]), cls.kind.get("name")
        is_name_ours = name is not None and name not in properties
        if is_name_ours:
            properties[name] = before.properties[name] if before.is_name_ours else new_resource_name
        after = cls(properties, is_name_ours, account_id, region_name, before.stack_tags)
        if after.is_fixed_as(before):
            after.ref = before.ref
            after.change(before)
            return after
        same = [properties.get(part) == before.properties.get(part) for part in (name, *cls.kind.get("within", []))]
        if not cls.kind.get("revisions") and name and all(same):
            if not is_name_ours:
                raise Failed(
                    "CloudFormation cannot update a stack when a custom-named resource requires replacing. "
                    f"Rename {properties[name]} and update the stack again."
                )
            properties[name] = new_resource_name
        after.create()
        after.replaces = before
        return after

    replaces = None

    def is_fixed_as(self, other):
        """Whether what differs can be changed in place."""
        return fixed_part(self.plain(), self.update_shape()) == fixed_part(other.plain(), self.update_shape())

    def tagged(self):
        """The properties with the tags of the stack, which its own go over."""
        name = self.kind.get("tags")
        if name is None or not self.stack_tags:
            return self.properties
        own = self.properties.get(name, {})
        tags = self.stack_tags | (own if isinstance(own, dict) else {tag["Key"]: tag["Value"] for tag in own})
        return {**self.properties, name: [{"Key": key, "Value": value} for key, value in tags.items()]}

    def plain(self, properties=None, at_create=False):
        """The properties that are the input of the operation that makes the resource."""
        properties = self.properties if properties is None else properties
        settings = self.kind.get("settings", {})
        apart = [name for name, setting in settings.items() if not (at_create and setting.get("at_create"))]
        beside = {*apart, *self.kind.get("ignored", [])}
        given = {name: value for name, value in properties.items() if name not in beside}
        return renamed(given, self.kind.get("rename", {}))

    def shape_of(self, operation):
        return self.client.meta.service_model.operation_model(operation).input_shape

    def update_shape(self):
        return self.shape_of(self.kind["update"]) if "update" in self.kind else None

    def create(self):
        try:
            shape = self.shape_of(self.kind["create"])
            properties = self.tagged()
            given = to_input(self.plain(properties, at_create=True), shape, self.update_shape())
            if self.kind.get("given_except_in") != self.region:
                given |= filled(self.kind.get("given", {}), Values(self))
            answer = self.ask(self.kind["create"], given)
            self.ref = filled(self.kind["ref"], Values(self, answer=answer))
            self.settle()
            for name, setting in self.kind.get("settings", {}).items():
                if name in properties and not setting.get("at_create"):
                    self.set(name, properties[name])
        except Exception:
            if self.ref is not None:
                self.delete()
            raise

    def change(self, before):
        changed = difference(self.plain(), before.plain(), self.kind.get("partial", []))
        if "update" in self.kind and changed:
            given = to_input(changed, self.update_shape(), self.shape_of(self.kind["create"]))
            self.ask(self.kind["update"], given | filled(self.kind["id"], Values(self)))
            self.settle()
        for name, setting in self.kind.get("settings", {}).items():
            if self.properties.get(name) == before.properties.get(name):
                continue
            if name in self.properties:
                self.set(name, self.properties[name])
            else:
                self.ask(setting["undo"], filled(self.kind["id"], Values(self)))

    def set(self, name, given):
        setting = self.kind["settings"][name]
        shape = self.shape_of(setting["operation"])
        if "from" in setting:
            given = renamed(given[setting["from"]], setting["rename"])
        for part in reversed(setting["as"].split(".")):
            given = {part: given}
        given = to_input(given, shape) | setting.get("with", {})
        self.ask(setting["operation"], given | filled(self.kind["id"], Values(self)))

    def delete(self, *_):
        if "describe" in self.kind and self.describe() is None:
            return
        identity = filled(self.kind["id"], Values(self))
        if "before_delete" in self.kind:
            self.ask(self.kind["update"], identity | self.kind["before_delete"])
            self.settle(is_leaving=True)
        self.ask(self.kind["delete"], identity)
        self.settle(is_leaving=True, is_gone=True)

    def describe(self):
        """What the service says of the resource; None: it is not there."""
        how = self.kind["describe"]
        if "in" not in how:
            try:
                return self.ask(how["operation"], filled(how["by"], Values(self)))
            except Failed:
                return None
        answer = self.ask(how["operation"], filled(how["by"], Values(self)))
        found = answer[how["in"]]
        return found[0] if found and found[0].get("status") not in ("DELETED", "INACTIVE") else None

    def settle(self, is_leaving=False, is_gone=False):
        """Waits while the service says that the resource is on its way."""
        if "status" not in self.kind:
            return
        deadline = time.monotonic() + SECONDS_TO_SETTLE
        while time.monotonic() < deadline:
            found = self.describe()
            if found is None and is_gone:
                return
            status = (found or {}).get("status")
            if status == "INVALID" and not is_leaving:
                raise Failed(f"Resource {self.ref} is INVALID: {found.get('statusReason')}")
            if found and status not in MOVING and not is_gone:
                return
            time.sleep(0.1)
        raise Failed(f"Resource {self.ref} did not stabilize in {SECONDS_TO_SETTLE} s.")

    def ask(self, operation, given):
        method = next(name for name, of in self.client.meta.method_to_api_mapping.items() if of == operation)
        try:
            return getattr(self.client, method)(**given)
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            service = self.client.meta.service_model.service_id
            raise Failed(
                f'Resource handler returned message: "{error.response["Error"]["Message"]} '
                f'(Service: {service}, Status Code: {status})" ({error.response["Error"]["Code"]})'
            ) from error


def model_of(name, kind):
    return type(
        name.replace("::", ""),
        (Bridged,),
        {
            "kind": kind,
            "cloudformation_type": staticmethod(lambda: name),
            "cloudformation_name_type": staticmethod(lambda: kind.get("name", "")),
        },
    )
