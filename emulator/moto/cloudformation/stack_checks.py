"""Refuses what cannot be done here, by its name and before anything is done."""

import re

from stack_functions import SERVED, clean_json
from stack_modules import ValidationError, parsing
from stack_templates import depends_on, in_order, names_in, read_object, read_template

SIGNALS = ("AWS::CloudFormation::WaitCondition", "AWS::CloudFormation::WaitConditionHandle")


def check(text, parameters, account, region):
    """What the template is and its parameters are, all of them, in a map of moto's without resources."""
    template = read_template(text)
    refuse_macros(template)
    given = all_parameters(template, parameters)
    values = values_of(template, given, account, region)
    resources = {name: of for name, of in template["Resources"].items() if is_wanted(of, values)}
    refuse_types(resources, account)
    refuse_unresolved(template, resources, values)
    in_order(template["Resources"])
    for resource in resources.values():
        if resource["Type"] == "AWS::CloudFormation::Stack":
            check_nested(resource, values, account)
    return given, values


def check_text(text, account, within=()):
    """What can be said without parameters: a resource with a condition may be one that is not made."""
    template = read_template(text)
    refuse_macros(template)
    resources = {name: of for name, of in template["Resources"].items() if "Condition" not in of}
    refuse_types(resources, account)
    in_order(template["Resources"])
    for resource in resources.values():
        url = resource.get("Properties", {}).get("TemplateURL")
        if resource["Type"] == "AWS::CloudFormation::Stack" and isinstance(url, str) and url not in within:
            check_text(read_object(url), account, (*within, url))


def check_nested(resource, values, account):
    try:
        url = clean_json(resource.get("Properties", {}).get("TemplateURL"), values)
    except KeyError:  # it is known when what it refers to is made
        return
    if not isinstance(url, str):
        raise ValidationError(message="Template error: AWS::CloudFormation::Stack needs a TemplateURL")
    check_text(read_object(url), account, (url,))


def refuse_macros(template):
    asked = template.get("Transform") or []
    found = {one["Name"] if isinstance(one, dict) else one for one in (asked if isinstance(asked, list) else [asked])}
    functions = functions_in(template)
    found |= {"Fn::Transform"} & functions
    if found:
        raise ValidationError(
            message=f"Template error: the local AWS runs no macros: {', '.join(sorted(found))}. Give the template as "
            "it is after them: aws cloudformation get-template --template-stage Processed prints that of a stack or a "
            "change set on AWS."
        )
    others = functions - {*SERVED, "Fn::Transform"}
    if others:
        raise ValidationError(
            message=f"Template error: the local AWS does not have {', '.join(sorted(others))}. "
            f"It has: {', '.join(SERVED)}."
        )
    if "{{resolve:secretsmanager:" in repr(template["Resources"]):
        raise ValidationError(
            message="Template error: dynamic references to secretsmanager are not resolved by the local AWS, those to "
            "ssm and ssm-secure are."
        )


def functions_in(value):
    if isinstance(value, list):
        return {name for inner in value for name in functions_in(inner)}
    if not isinstance(value, dict):
        return set()
    return {name for name in value if str(name).startswith("Fn::")} | functions_in(list(value.values()))


def all_parameters(template, parameters):
    """Those that are given, and the defaults of the others."""
    slots = template.get("Parameters") or {}
    missing = [name for name, slot in slots.items() if "Default" not in slot and name not in parameters]
    if missing:
        raise ValidationError(message=f"Parameters: [{', '.join(missing)}] must have values")
    unknown = [name for name in parameters if name not in slots]
    if unknown:
        raise ValidationError(message=f"Parameters: [{', '.join(unknown)}] do not exist in the template")
    given = {name: text_of(parameters.get(name, slot.get("Default"))) for name, slot in slots.items()}
    for name, slot in slots.items():
        allowed = [text_of(one) for one in slot.get("AllowedValues", [])]
        if allowed and given[name] not in allowed:
            raise ValidationError(message=f"Parameter '{name}' must be one of AllowedValues: {', '.join(allowed)}")
        pattern = slot.get("AllowedPattern")
        if pattern and not re.fullmatch(pattern, given[name]):
            raise ValidationError(message=f"Parameter '{name}' must match pattern {pattern}")
    return given


def text_of(value):
    """Parameters are texts: YAML's true and 3 too, and lists are joined."""
    if isinstance(value, list):
        return ",".join(text_of(item) for item in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def values_of(template, given, account, region):
    values = parsing.ResourceMap(
        stack_id="", stack_name="", parameters=given, tags={}, account_id=account, region_name=region,
        template={**template, "Resources": {}}, cross_stack_resources={},
    )  # fmt: skip
    try:
        values.load_mapping()
        values.load_parameters()
        values.load_conditions()
    except KeyError as error:
        raise ValidationError(
            message=f"Template error: unresolved dependency {error} in the Conditions block"
        ) from error
    except ValueError as error:
        raise ValidationError(message=f"Parameters: {error}") from error
    return values


def is_wanted(resource, values):
    condition = resource.get("Condition")
    return condition is None or condition_of(condition, values, "Resources")


def condition_of(name, values, block):
    if name not in values.lazy_condition_map:
        raise ValidationError(
            message=f"Template format error: Unresolved condition dependency {name} in the {block} block "
            "of the template"
        )
    return values.lazy_condition_map[name]


def refuse_types(resources, account):
    known = parsing.get_model_map()
    refused = {name: of["Type"] for name, of in resources.items() if of["Type"] not in known}
    custom = [
        f"{name} ({kind})"
        for name, kind in refused.items()
        if kind.startswith("Custom::") or kind == "AWS::CloudFormation::CustomResource"
    ]
    leave_out = f"or give them a Condition that is false here: in the local AWS, AWS::AccountId is {account}."
    if custom:
        raise ValidationError(
            message=f"Template error: the local AWS calls nothing that makes custom resources: {', '.join(custom)}. "
            f"Make what they make yourself and pass what refers to them by parameters, {leave_out}"
        )
    waiting = [f"{name} ({kind})" for name, kind in refused.items() if kind in SIGNALS]
    if waiting:
        raise ValidationError(
            message=f"Template error: nothing sends signals in the local AWS: {', '.join(waiting)}. "
            f"Leave them out, {leave_out}"
        )
    if refused:
        raise ValidationError(
            message=f"Template format error: Unrecognized resource types: {sorted({*refused.values()})}. "
            f"CloudFormation of the local AWS has: {', '.join(sorted(known))}. "
            "A resource whose Condition is false may be of any type."
        )


def taken(value, values, block):
    """A part of a template with the branches that the conditions take."""
    if isinstance(value, list):
        return [taken(inner, values, block) for inner in value]
    if not isinstance(value, dict):
        return value
    if "Fn::If" in value:
        name, yes, no = value["Fn::If"]
        return taken(yes if condition_of(name, values, block) else no, values, block)
    return {name: taken(inner, values, block) for name, inner in value.items()}


def refuse_unresolved(template, resources, values):
    known = {*resources, *values.resolved_parameters}
    outputs = [one for one in (template.get("Outputs") or {}).values() if is_wanted(one, values)]
    for block, parts in (("Resources", resources.values()), ("Outputs", outputs)):
        found = {name for part in parts for name in names_in(taken(part, values, block))}
        ordered = {name for part in parts for name in depends_on(part)} - {*template["Resources"]}
        lost = sorted(name for name in (found - known) | ordered if not name.startswith("AWS::"))
        if lost:
            raise ValidationError(
                message=f"Template format error: Unresolved resource dependencies [{', '.join(lost)}] "
                f"in the {block} block of the template"
            )
