"""Intrinsic functions, tags of YAML and values of Parameter Store: what moto (5.2.1) lacks of them or does otherwise."""

import ipaddress
import re

import yaml
from stack_modules import ValidationError, models, parsing, responses

SERVED = (
    "Fn::Base64 Fn::Cidr Fn::FindInMap Fn::GetAZs Fn::GetAtt Fn::If Fn::ImportValue Fn::Join Fn::Select Fn::Split "
    "Fn::Sub Fn::ToJsonString Fn::And Fn::Equals Fn::Not Fn::Or"
).split()
ZONES = "abcd"
DYNAMIC = re.compile(r"\{\{resolve:(ssm|ssm-secure):([^}]+)\}\}")
moto_clean_json = parsing.clean_json


def clean_json(value, resources):
    """moto's, which calls this one for what is within."""
    if isinstance(value, str):
        return DYNAMIC.sub(lambda found: stored(found[2], resources), value)
    if isinstance(value, list):
        # AWS::NoValue takes the item out; nothing else is None in a template.
        return [item for item in (clean_json(inner, resources) for inner in value) if item is not None]
    if isinstance(value, dict):
        if "Fn::GetAtt" in value:
            # A stack's attributes have a dot: Outputs.Queue.
            name, attribute = attribute_of(value["Fn::GetAtt"])
            return moto_clean_json({"Fn::GetAtt": [name, attribute]}, resources)
        if "Fn::GetAZs" in value:
            region = clean_json(value["Fn::GetAZs"], resources) or resources["AWS::Region"]
            return [f"{region}{zone}" for zone in ZONES]
        if "Fn::Select" in value:
            index, items = (clean_json(part, resources) for part in value["Fn::Select"])
            items = items.split(",") if isinstance(items, str) else items
            if not 0 <= int(index) < len(items):
                raise ValidationError(
                    message=f"Template error: Fn::Select cannot select nonexistent value at index {index}"
                )
            return items[int(index)]
        if "Fn::Cidr" in value:
            return networks(*(clean_json(part, resources) for part in value["Fn::Cidr"]))
    return moto_clean_json(value, resources)


def attribute_of(given):
    name, *attribute = given.split(".", 1) if isinstance(given, str) else given
    return name, ".".join(attribute)


def networks(block, count, bits=None):
    """CloudFormation user guide, "Fn::Cidr": `bits` are those of a host, the inverse of the mask."""
    whole = ipaddress.ip_network(block)
    each = whole.subnets(new_prefix=whole.max_prefixlen - int(bits)) if bits is not None else [whole]
    found = [str(network) for network, _ in zip(each, range(int(count)))]
    if len(found) < int(count):
        raise ValidationError(message=f"Template error: Fn::Cidr: {block} has no {count} blocks of {bits} bits")
    return found


def stored(name, resources):
    """A value of Parameter Store; `name` may have a version: /name:3."""
    found = parsing.ssm_backends[resources["AWS::AccountId"]][resources["AWS::Region"]].get_parameter(name)
    if found is None:
        raise ValidationError(
            message=f"Parameters: Unable to fetch parameters [{name}] from parameter store for this account."
        )
    return found.decrypt(found.value)


def parse_ssm_parameter(self, value, value_type):
    if value_type == "AWS::SSM::Parameter::Name":
        return value
    text = stored(value, self)
    return text.split(",") if "List" in value_type else text


def made_only(self, name):
    """moto would make a resource when it is first referred to: also who describes a stack, while it is on its way."""
    made = self._parsed_resources
    if name in made or name not in self._resource_json_map:
        return made[name]
    return None


def tagged(loader, tag, node):
    """A function's short form. moto's has no mappings, no !Condition, and lists whose items are not read yet."""
    if isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    elif isinstance(node, yaml.MappingNode):
        value = loader.construct_mapping(node, deep=True)
    else:
        value = node.value
    name = tag[1:]
    if name == "GetAtt":
        value = list(attribute_of(value))
    return {name if name in ("Ref", "Condition") else f"Fn::{name}": value}


def serve_functions():
    parsing.clean_json = clean_json
    parsing.ResourceMap.parse_ssm_parameter = parse_ssm_parameter
    parsing.ResourceMap.__getitem__ = made_only
    models.yaml_tag_constructor = responses.yaml_tag_constructor = tagged
