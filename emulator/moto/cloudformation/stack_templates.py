"""Templates: read, from S3 too, and put in the order of what depends on what."""

import datetime
import os
from urllib.parse import unquote, urlparse

import boto3
import yaml
from botocore.config import Config
from stack_functions import attribute_of
from stack_modules import ValidationError, models

Stack = models.Stack


def read_object(url):
    """A template's text: in the local AWS's S3, whatever host the address names."""
    parts = urlparse(url)
    host, path = parts.hostname or "", unquote(parts.path).lstrip("/")
    is_virtual = ".s3" in host and not host.startswith("s3")
    bucket, key = (host.split(".s3")[0], path) if is_virtual else path.partition("/")[::2]
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
        template = plain(Stack.parse_template(text))
    except ValueError as error:
        raise ValidationError(message=f"Template format error: {error}") from error
    except yaml.YAMLError as error:
        raise ValidationError(message=f"Template format error: YAML not well-formed. {error}") from error
    # A section with nothing in it is as good as none.
    template = {name: part for name, part in template.items() if part} if isinstance(template, dict) else {}
    if "Resources" not in template:
        raise ValidationError(message="Template format error: At least one Resources member must be defined.")
    for name, resource in template["Resources"].items():
        if not isinstance(resource, dict) or not isinstance(resource.get("Type"), str):
            raise ValidationError(
                message=f"Template format error: [/Resources/{name}] Every Resources object must contain a Type member."
            )
    return template


def plain(value):
    """A date of YAML is a text in a template: `Version: 2012-10-17`."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def names_in(value):
    """What a part of a template refers to, by Ref, Fn::GetAtt and Fn::Sub."""
    if isinstance(value, list):
        return {name for item in value for name in names_in(item)}
    if not isinstance(value, dict):
        return set()
    if "Fn::GetAtt" in value:
        return {attribute_of(value["Fn::GetAtt"])[0]}
    if "Fn::Sub" in value:
        text, own = value["Fn::Sub"] if isinstance(value["Fn::Sub"], list) else (value["Fn::Sub"], {})
        parts = {part.split("}")[0].strip() for part in text.split("${")[1:]}
        return {part.split(".")[0] for part in parts - {*own} if not part.startswith("!")} | names_in(own)
    found = names_in(list(value.values()))
    return found | {value["Ref"]} if isinstance(value.get("Ref"), str) else found


def depends_on(resource):
    after = resource.get("DependsOn", [])
    return {after} if isinstance(after, str) else {*after}


def in_order(resources):
    """Logical names, each after those that it depends on."""
    ordered, on_the_way = [], set()

    def add(name):
        if name in ordered or name not in resources:
            return
        if name in on_the_way:
            raise ValidationError(message=f"Circular dependency between resources: [{', '.join(sorted(on_the_way))}]")
        on_the_way.add(name)
        for other in sorted(depends_on(resources[name]) | names_in(resources[name])):
            add(other)
        on_the_way.discard(name)
        ordered.append(name)

    for name in resources:
        add(name)
    return ordered
