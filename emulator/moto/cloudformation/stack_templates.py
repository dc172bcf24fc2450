"""Templates: read, from S3 too, checked before anything is made, and put in the order of what depends on what."""

import os
from urllib.parse import unquote, urlparse

import boto3
import yaml
from botocore.config import Config
from stack_modules import ValidationError, models, parsing

Stack = models.Stack


def read_object(url):
    """A template's text: in the local AWS's S3, whatever host the address names."""
    parts = urlparse(url)
    host, path = parts.hostname or "", unquote(parts.path).lstrip("/")
    is_virtual = ".s3" in host and not host.startswith("s3")
    bucket, key = (host.split(".s3")[0], path) if is_virtual else path.split("/", 1)
    s3 = boto3.client(
        "s3",
        endpoint_url=f"http://localhost:{os.environ['MOTO_PORT']}",
        region_name="us-east-1",
        config=Config(s3={"addressing_style": "path"}),
    )
    try:
        return s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()
    except s3.exceptions.ClientError as error:
        raise ValidationError(message=f"S3 error: {error.response['Error']['Message']}") from error


def read_template(text):
    if not text:
        raise ValidationError(message="Either Template URL or Template Body must be specified.")
    try:
        template = Stack.parse_template(text)
    except ValueError as error:
        raise ValidationError(message=f"Template format error: {error}") from error
    except yaml.YAMLError as error:
        raise ValidationError(message=f"Template format error: YAML not well-formed. {error}") from error
    if not isinstance(template, dict) or not template.get("Resources"):
        raise ValidationError(message="Template format error: At least one Resources member must be defined.")
    for name, resource in template["Resources"].items():
        if not isinstance(resource, dict) or not isinstance(resource.get("Type"), str):
            raise ValidationError(
                message=f"Template format error: [/Resources/{name}] Every Resources object must contain a Type member."
            )
    return template


def check(text, parameters):
    """Refuses what cannot be done here, before anything is done."""
    template = read_template(text)
    known = parsing.get_model_map()
    refused = sorted({resource["Type"] for resource in template["Resources"].values()} - {*known, *parsing.NULL_MODELS})
    if refused:
        raise ValidationError(
            message=f"Template format error: Unrecognized resource types: {refused}. "
            f"CloudFormation of the local AWS has: {', '.join(sorted(known))}."
        )
    missing = [
        name
        for name, slot in (template.get("Parameters") or {}).items()
        if "Default" not in slot and name not in parameters
    ]
    if missing:
        raise ValidationError(message=f"Parameters: [{', '.join(missing)}] must have values")
    unknown = [name for name in parameters if name not in (template.get("Parameters") or {})]
    if unknown:
        raise ValidationError(message=f"Parameters: [{', '.join(unknown)}] do not exist in the template")


def names_in(value):
    """What a part of a template refers to, by Ref, Fn::GetAtt and Fn::Sub."""
    if isinstance(value, list):
        return {name for item in value for name in names_in(item)}
    if not isinstance(value, dict):
        return set()
    found = names_in(list(value.values()))
    if isinstance(value.get("Ref"), str):
        found.add(value["Ref"])
    if "Fn::GetAtt" in value:
        at = value["Fn::GetAtt"]
        if isinstance(at, str):
            value["Fn::GetAtt"] = at = at.split(".", 1)
        found.add(at[0])
    if "Fn::Sub" in value:
        text = value["Fn::Sub"] if isinstance(value["Fn::Sub"], str) else value["Fn::Sub"][0]
        found |= {part.split("}")[0].split(".")[0].strip() for part in text.split("${")[1:]}
    return found


def in_order(resources):
    """Logical names, each after those that it depends on."""
    ordered, on_the_way = [], set()

    def add(name):
        if name in ordered or name not in resources:
            return
        if name in on_the_way:
            raise ValidationError(message=f"Circular dependency between resources: [{', '.join(sorted(on_the_way))}]")
        on_the_way.add(name)
        after = resources[name].get("DependsOn", [])
        for other in sorted({*([after] if isinstance(after, str) else after), *names_in(resources[name])}):
            add(other)
        on_the_way.discard(name)
        ordered.append(name)

    for name in resources:
        add(name)
    return ordered
