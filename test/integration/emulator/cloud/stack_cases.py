"""Cases of CloudFormation, each a stack of its own, by boto3 and the AWS CLI, unmodified; prints what each saw."""

import json
import subprocess
import sys
import time
import traceback
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.exceptions import ClientError, WaiterError

cloudformation, batch, s3, ssm, ec2 = (boto3.client(of) for of in ("cloudformation", "batch", "s3", "ssm", "ec2"))
cases = []
BUCKET = "templates"


def case(function):
    cases.append(function)
    return function


def lines(retention=7, **more):
    return {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": retention}, **more}


def licence(quantity=1, **more):
    return {
        "Type": "AWS::Batch::ConsumableResource",
        "Properties": {"ResourceType": "REPLENISHABLE", "TotalQuantity": quantity, **more},
    }


def definition(seconds=60, command=("true",)):
    """A timeout below 60 s fails it."""
    return {
        "Type": "AWS::Batch::JobDefinition",
        "Properties": {
            "Type": "container",
            "Timeout": {"AttemptDurationSeconds": seconds},
            "ContainerProperties": {
                "Image": "busybox",
                "Command": list(command),
                "ResourceRequirements": [{"Type": "VCPU", "Value": "1"}, {"Type": "MEMORY", "Value": "64"}],
            },
        },
    }


def body(template):
    return template if isinstance(template, str) else json.dumps(template)


def given(parameters):
    return [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()]


def create(name, template, parameters={}, **more):
    return cloudformation.create_stack(
        StackName=name, TemplateBody=body(template), Parameters=given(parameters), **more
    )["StackId"]


def update(name, template, parameters={}, **more):
    cloudformation.update_stack(StackName=name, TemplateBody=body(template), Parameters=given(parameters), **more)


def stack(name):
    return cloudformation.describe_stacks(StackName=name)["Stacks"][0]


def outputs(name):
    return {one["OutputKey"]: one["OutputValue"] for one in stack(name).get("Outputs", [])}


def resources(name):
    """Logical names to what they stand for."""
    found = cloudformation.list_stack_resources(StackName=name)["StackResourceSummaries"]
    return {one["LogicalResourceId"]: one["PhysicalResourceId"] for one in found}


def reasons(name):
    events = cloudformation.describe_stack_events(StackName=name)["StackEvents"]
    failed = [one for one in events if one["ResourceStatus"].endswith("_FAILED")]
    return [one["ResourceStatusReason"] for one in failed if "ResourceStatusReason" in one]


def refused(call, *arguments, **more):
    try:
        call(*arguments, **more)
    except ClientError as error:
        return error.response["Error"]["Message"]
    return None


def settle(name):
    """Its status when it is on its way no more."""
    while (status := stack(name)["StackStatus"]).endswith("_IN_PROGRESS"):
        time.sleep(0.1)
    return status


def quantity(arn):
    try:
        return batch.describe_consumable_resource(consumableResource=arn)["totalQuantity"]
    except ClientError:
        return None


def put(key, template):
    s3.put_object(Bucket=BUCKET, Key=key, Body=body(template))
    return f"https://{BUCKET}.s3.amazonaws.com/{key}"


@case
def every_type_of_batch():
    def template(capacity, preemption, instances=8):
        one = [{"MaxCapacity": capacity, "CapacityUnit": "ml.m5.large"}]
        return {
            "Resources": {
                "Policy": {
                    "Type": "AWS::Batch::SchedulingPolicy",
                    "Properties": {"QuotaSharePolicy": {"IdleResourceAssignmentStrategy": "FIFO"}},
                },
                "Environment": {
                    "Type": "AWS::Batch::ServiceEnvironment",
                    "Properties": {
                        "ServiceEnvironmentType": "SAGEMAKER_TRAINING",
                        "CapacityLimits": [{"MaxCapacity": instances, "CapacityUnit": "ml.m5.large"}],
                    },
                },
                "Queue": {
                    "Type": "AWS::Batch::JobQueue",
                    "Properties": {
                        "Priority": 1,
                        "JobQueueType": "SAGEMAKER_TRAINING",
                        "SchedulingPolicyArn": {"Ref": "Policy"},
                        "ServiceEnvironmentOrder": [{"Order": 1, "ServiceEnvironment": {"Ref": "Environment"}}],
                    },
                },
                "Share": {
                    "Type": "AWS::Batch::QuotaShare",
                    "Properties": {
                        "QuotaShareName": "team",
                        "JobQueue": {"Ref": "Queue"},
                        "CapacityLimits": one,
                        "ResourceSharingConfiguration": {"Strategy": "LEND_AND_BORROW", "BorrowLimit": 50},
                        "PreemptionConfiguration": {"InSharePreemption": preemption},
                        "Tags": {"team": "A&B"},
                    },
                },
            },
            "Outputs": {
                "Share": {"Value": {"Fn::GetAtt": ["Share", "QuotaShareArn"]}},
                "Environment": {"Value": {"Fn::GetAtt": ["Environment", "ServiceEnvironmentArn"]}},
                "Policy": {"Value": {"Fn::GetAtt": ["Policy", "Arn"]}},
            },
        }

    def standing():
        share = batch.describe_quota_share(quotaShareArn=outputs("types")["Share"])
        found = batch.describe_service_environments(serviceEnvironments=[outputs("types")["Environment"]])
        return {
            "status": settle("types"),
            "limits": share["capacityLimits"],
            "sharing": share["resourceSharingConfiguration"],
            "preemption": share["preemptionConfiguration"]["inSharePreemption"],
            "tags": share["tags"],
            "instances": found["serviceEnvironments"][0]["capacityLimits"][0]["maxCapacity"],
        }

    create("types", template(2, "DISABLED"))
    made = standing()
    update("types", template(3, "ENABLED", instances=16))
    changed = standing()
    arns = outputs("types")
    cloudformation.delete_stack(StackName="types")
    cloudformation.get_waiter("stack_delete_complete").wait(StackName="types")
    left = [
        *batch.describe_service_environments(serviceEnvironments=[arns["Environment"]])["serviceEnvironments"],
        *[one for one in batch.list_scheduling_policies()["schedulingPolicies"] if one["arn"] == arns["Policy"]],
    ]
    gone = refused(batch.describe_quota_share, quotaShareArn=arns["Share"])
    return {"made": made, "changed": changed, "left": left, "gone": "team" in gone}


NESTED = """
Parameters:
  Amount: {Type: Number}
  Names: {Type: CommaDelimitedList, Default: "a,b"}
Resources:
  Licence:
    Type: AWS::Batch::ConsumableResource
    Properties: {ResourceType: REPLENISHABLE, TotalQuantity: !Ref Amount}
Outputs:
  Licence: {Value: !GetAtt Licence.ConsumableResourceArn}
  Second: {Value: !Select [1, !Ref Names]}
"""
OUTER = """
Parameters:
  Amount: {Type: Number, Default: 3}
  Seconds: {Type: Number, Default: 60}
Resources:
  Inner:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: {url}
      Parameters: {Amount: !Ref Amount, Names: !Join [",", [x, y]]}
      Tags: [{Key: level, Value: inner}]
  Definition:
    Type: AWS::Batch::JobDefinition
    Properties:
      Type: container
      Parameters: {Licence: !GetAtt Inner.Outputs.Licence}
      Timeout: {AttemptDurationSeconds: !Ref Seconds}
      ContainerProperties:
        Image: busybox
        ResourceRequirements: [{Type: VCPU, Value: "1"}, {Type: MEMORY, Value: "64"}]
Outputs:
  Licence: {Value: !Sub "${Inner.Outputs.Licence}"}
  Second: {Value: !GetAtt Inner.Outputs.Second}
  Inner: {Value: !Ref Inner}
"""


@case
def nested_stacks():
    template = OUTER.replace("{url}", put("nested.yaml", NESTED))
    create("outer", template, Tags=[{"Key": "project", "Value": "p"}])
    made, inner = outputs("outer"), outputs("outer")["Inner"]
    seen = {
        "status": settle("outer"),
        "ref": inner.startswith("arn:aws:cloudformation:"),
        "quantity": quantity(made["Licence"]),
        "second": made["Second"],
        "parent": stack(inner)["ParentId"] == stack("outer")["StackId"],
        "tags": batch.list_tags_for_resource(resourceArn=made["Licence"])["tags"],
    }
    update("outer", template, {"Amount": "5"})
    seen["updated"] = [settle("outer"), quantity(made["Licence"]), outputs("outer") == made]
    # What fails outside puts back what was changed inside.
    update("outer", template, {"Amount": "7", "Seconds": "5"})
    seen["rolled_back"] = [settle("outer"), stack(inner)["StackStatus"], quantity(made["Licence"])]
    # The address stays, and what is there changes.
    put("nested.yaml", NESTED.replace("!Ref Amount", "9"))
    update("outer", template + "  More: {Value: x}\n", {"Amount": "5"})
    seen["changed_inside"] = [settle("outer"), quantity(made["Licence"])]
    put("nested.yaml", NESTED.replace("!Ref Amount", "-1"))
    update("outer", template, {"Amount": "5"})
    seen["failed_inside"] = [settle("outer"), quantity(made["Licence"]), "Embedded stack" in reasons("outer")[0]]
    cloudformation.delete_stack(StackName="outer")
    seen["deleted"] = [stack(inner)["StackStatus"], quantity(made["Licence"])]
    return seen


@case
def nested_that_cannot_be():
    url = put("custom.yaml", "Resources: {Seed: {Type: 'Custom::Seed'}}")
    return refused(create, "nested-custom", OUTER.replace("{url}", url))


CONDITIONS = """
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Stage: {Type: String, Default: test, AllowedValues: [test, prod]}
  Extra: {Type: String, Default: ""}
Mappings:
  Sizes: {test: {Days: 7}, prod: {Days: 30}}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsTest: !Not [!Condition IsProd]
  HasExtra: !Not [!Equals [!Ref Extra, ""]]
  Both: !And [!Condition IsProd, !Condition HasExtra]
Resources:
  Lines: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: !FindInMap [Sizes, !Ref Stage, Days]}}
  Licence:
    Type: AWS::Batch::ConsumableResource
    Condition: IsProd
    Properties: {TotalQuantity: 1, ResourceType: REPLENISHABLE}
  Seed: {Type: Custom::Seed, Condition: Both}
  Definition:
    Type: AWS::Batch::JobDefinition
    DependsOn: Licence
    Properties:
      Type: container
      Parameters: {Licence: !If [IsProd, !Ref Licence, none]}
      Timeout: !If [IsTest, {AttemptDurationSeconds: 61}, !Ref AWS::NoValue]
      ContainerProperties:
        Image: busybox
        Command: [a, !If [HasExtra, !Ref Extra, !Ref AWS::NoValue], b]
        ResourceRequirements: [{Type: VCPU, Value: "1"}, {Type: MEMORY, Value: "64"}]
Outputs:
  Definition: {Value: !Ref Definition}
  Licence: {Condition: IsProd, Value: !Ref Licence}
"""


@case
def conditions():
    def standing():
        found = outputs("conditions")
        shown = batch.describe_job_definitions(jobDefinitions=[found["Definition"]])["jobDefinitions"][0]
        logs = boto3.client("logs").describe_log_groups(logGroupNamePrefix=resources("conditions")["Lines"])["logGroups"]
        return {
            "status": settle("conditions"),
            "made": sorted(resources("conditions")),
            "outputs": sorted(found),
            "licence": shown["parameters"]["Licence"] == found.get("Licence", "none"),
            "timeout": shown.get("timeout", {}).get("attemptDurationSeconds"),
            "command": shown["containerProperties"]["command"],
            "days": logs[0]["retentionInDays"],
        }

    create("conditions", CONDITIONS)
    test = standing()
    update("conditions", CONDITIONS, {"Stage": "prod"})
    prod = standing()
    licence = outputs("conditions")["Licence"]
    update("conditions", CONDITIONS, {"Stage": "test", "Extra": "e"})
    back = standing()
    return {
        "test": test,
        "prod": prod,
        "back": back,
        "licence": quantity(licence),
        "refused": refused(update, "conditions", CONDITIONS, {"Stage": "prod", "Extra": "e"}),
        "value": refused(update, "conditions", CONDITIONS, {"Stage": "dev"}),
    }


@case
def parameters_of_parameter_store():
    ssm.put_parameter(Name="/licences", Value="4", Type="String")
    ssm.put_parameter(Name="/zones", Value="a,b", Type="StringList")
    ssm.put_parameter(Name="/secret", Value="hush", Type="SecureString")
    references = "{{resolve:ssm:/licences:1}}-{{resolve:ssm-secure:/secret}}"
    template = {
        "Parameters": {
            "Amount": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/licences"},
            "Zones": {"Type": "AWS::SSM::Parameter::Value<List<String>>", "Default": "/zones"},
            "Name": {"Type": "AWS::SSM::Parameter::Name", "Default": "/licences"},
            "Secret": {"Type": "String", "Default": "s3cret", "NoEcho": True},
        },
        "Resources": {
            "Licence": licence({"Ref": "Amount"}, Tags={"more": references}),
        },
        "Outputs": {
            "Licence": {"Value": {"Ref": "Licence"}},
            "Zone": {"Value": {"Fn::Select": [1, {"Ref": "Zones"}]}},
            "Name": {"Value": {"Ref": "Name"}},
        },
    }
    create("store", template)
    made = outputs("store")
    seen = {
        "quantity": quantity(made["Licence"]),
        "tags": batch.list_tags_for_resource(resourceArn=made["Licence"])["tags"],
        "zone": made["Zone"],
        "name": made["Name"],
        "shown": stack("store")["Parameters"],
        "same": refused(update, "store", template),
    }
    ssm.put_parameter(Name="/licences", Value="6", Type="String", Overwrite=True)
    update("store", template)
    seen["changed"] = [settle("store"), quantity(made["Licence"])]
    seen["missing"] = refused(create, "store-missing", template, {"Amount": "/none"})
    return seen


@case
def change_sets():
    def change_set(stack_name, name, kind, template, parameters={}):
        cloudformation.create_change_set(
            StackName=stack_name, ChangeSetName=name, ChangeSetType=kind, TemplateBody=body(template),
            Parameters=given(parameters), Tags=[],
        )  # fmt: skip
        found = cloudformation.describe_change_set(StackName=stack_name, ChangeSetName=name)
        changes = [one["ResourceChange"] for one in found["Changes"]]
        return {
            "status": [found["Status"], found["ExecutionStatus"]],
            "changes": sorted([one["Action"], one["LogicalResourceId"]] for one in changes),
        }

    def execute(stack_name, name):
        cloudformation.execute_change_set(StackName=stack_name, ChangeSetName=name)
        return settle(stack_name)

    template = {
        "Parameters": {"Amount": {"Type": "Number", "Default": 2}, "On": {"Type": "String", "Default": "no"}},
        "Conditions": {"On": {"Fn::Equals": [{"Ref": "On"}, "yes"]}},
        "Resources": {"Licence": licence({"Ref": "Amount"}), "Old": lines(), "More": {**lines(), "Condition": "On"}},
    }
    seen = {"create": change_set("sets", "first", "CREATE", template)}
    seen["review"] = [stack("sets")["StackStatus"], resources("sets")]
    # Both are of the one stack that is still to be made.
    stack_id = stack("sets")["StackId"]
    seen["second"] = change_set("sets", "second", "CREATE", {"Resources": {"Old": lines()}})["changes"]
    seen["same_stack"] = stack("sets")["StackId"] == stack_id
    # Of the same name, of another stack.
    change_set("sets-other", "first", "CREATE", {"Resources": {"Other": lines()}})
    seen["executed"] = [execute("sets", "first"), sorted(resources("sets"))]
    seen["other"] = [execute("sets-other", "first"), sorted(resources("sets-other"))]
    seen["unchanged"] = change_set("sets", "same", "UPDATE", template)
    seen["by_parameter"] = change_set("sets", "amount", "UPDATE", template, {"Amount": "3", "On": "yes"})
    changed = json.loads(json.dumps(template))
    del changed["Resources"]["Old"]
    changed["Resources"]["New"] = lines()
    seen["by_template"] = change_set("sets", "template", "UPDATE", changed)
    change_set("sets", "dropped", "UPDATE", changed)
    cloudformation.delete_change_set(StackName="sets", ChangeSetName="dropped")
    named = cloudformation.list_change_sets(StackName="sets")["Summaries"]
    seen["listed"] = sorted(one["ChangeSetName"] for one in named)
    seen["untouched"] = quantity(resources("sets")["Licence"])
    seen["updated"] = [execute("sets", "amount"), quantity(resources("sets")["Licence"]), sorted(resources("sets"))]
    seen["again"] = refused(execute, "sets", "amount")
    # The others were for the stack as it was.
    seen["none"] = refused(execute, "sets", "template")
    return seen


@case
def replaced():
    template = {"Resources": {"Licence": licence(1), "Lines": lines()}}
    create("replaced", template)
    before = resources("replaced")
    template["Resources"]["Licence"]["Properties"]["ResourceType"] = "NON_REPLENISHABLE"
    template["Resources"]["Definition"] = definition()
    template["Resources"]["Definition"]["Properties"]["Parameters"] = {"Of": {"Ref": "Licence"}}
    update("replaced", template)
    status, after = settle("replaced"), resources("replaced")
    shown = batch.describe_job_definitions(jobDefinitions=[after["Definition"]])["jobDefinitions"][0]
    seen = {
        "status": status,
        "another": before["Licence"] != after["Licence"],
        "old": quantity(before["Licence"]),
        "new": quantity(after["Licence"]),
        "followed": shown["parameters"]["Of"] == after["Licence"],
        "lines": before["Lines"] == after["Lines"],
    }
    # A replacement that is rolled back goes, and the old one is there still.
    template["Resources"]["Licence"]["Properties"]["ResourceType"] = "REPLENISHABLE"
    template["Resources"]["Fails"] = {**definition(5), "DependsOn": "Licence"}
    update("replaced", template)
    status, licence_now = settle("replaced"), resources("replaced")["Licence"]
    seen["rolled_back"] = [status, licence_now == after["Licence"], quantity(licence_now)]
    seen["licences"] = len([one for one in licences() if "replaced-" in one])
    # One with a name of its own cannot be.
    named = {"Resources": {"Licence": licence(1, ConsumableResourceName="custom")}}
    create("replaced-named", named)
    named["Resources"]["Licence"]["Properties"]["ResourceType"] = "NON_REPLENISHABLE"
    update("replaced-named", named)
    seen["named"] = [settle("replaced-named"), "custom-named" in reasons("replaced-named")[0]]
    return seen


def licences():
    return [one["consumableResourceName"] for one in batch.list_consumable_resources()["consumableResources"]]


def failing(prefix):
    """Of two the second fails; the first is made before."""
    first = licence(1, ConsumableResourceName=f"{prefix}-first")
    return {"Resources": {"First": first, "Second": {**definition(5), "DependsOn": "First"}}}


@case
def failed_and_rolled_back():
    create("fails", failing("fails"))
    events = cloudformation.describe_stack_events(StackName="fails")["StackEvents"]
    return {
        "status": settle("fails"),
        "left": [one for one in licences() if one.startswith("fails-")],
        "why": reasons("fails"),
        "steps": [[one["LogicalResourceId"], one["ResourceStatus"]] for one in reversed(events)],
        "update": refused(update, "fails", failing("fails")),
    }


@case
def failed_and_left():
    seen = {}
    words = ["aws", "cloudformation", "create-stack", "--stack-name", "left", "--disable-rollback"]
    done = subprocess.run([*words, "--template-body", body(failing("left"))], capture_output=True, text=True)
    seen["said"] = done.stderr
    seen["status"] = [settle("left"), stack("left")["DisableRollback"], sorted(resources("left"))]
    seen["there"] = quantity("left-first")
    # It goes on from there, by another template or by the same.
    seen["same"] = refused(update, "left", failing("left"), DisableRollback=True) or settle("left")
    mended = failing("left")
    mended["Resources"]["Second"] = definition(60)
    update("left", mended)
    seen["mended"] = [settle("left"), sorted(resources("left")), stack("left")["DisableRollback"]]
    # An update that fails is left too; what it would have removed goes with the next that succeeds.
    third = licence(1, ConsumableResourceName="left-third")
    other = {"Resources": {"Third": third, "Fourth": {**definition(5), "DependsOn": "Third"}}}
    update("left", other, DisableRollback=True)
    seen["update"] = [settle("left"), quantity("left-first"), quantity("left-third")]
    other["Resources"]["Fourth"] = definition(60)
    update("left", other)
    seen["cleaned"] = [settle("left"), quantity("left-first"), quantity("left-third")]
    cloudformation.delete_stack(StackName="left")
    seen["deleted"] = quantity("left-third")
    return seen


@case
def failed_as_asked():
    seen = {}
    for asked in ("DO_NOTHING", "DELETE", "ROLLBACK"):
        name = f"asked-{asked.lower().replace('_', '-')}"
        stack_id = create(name, failing(name), OnFailure=asked)
        seen[asked] = [settle(stack_id), [one for one in licences() if one.startswith(name)]]
    seen["gone"] = refused(stack, "asked-delete")
    cloudformation.delete_stack(StackName="asked-do-nothing")
    seen["deleted"] = [one for one in licences() if one.startswith("asked-")]
    both = {"OnFailure": "DELETE", "DisableRollback": True}
    seen["both"] = refused(create, "asked-both", failing("asked-both"), **both)
    seen["other"] = refused(create, "asked-other", failing("asked-other"), OnFailure="PANIC")
    cloudformation.create_change_set(
        StackName="asked-set", ChangeSetName="c", ChangeSetType="CREATE", OnStackFailure="DO_NOTHING",
        TemplateBody=body(failing("asked-set")),
    )  # fmt: skip
    cloudformation.execute_change_set(StackName="asked-set", ChangeSetName="c")
    seen["set"] = settle("asked-set")
    return seen


@case
def tags_of_a_stack():
    tags = [{"Key": "project", "Value": "gc"}, {"Key": "team", "Value": "stack"}]
    template = {
        "Resources": {
            "Licence": licence(1, Tags={"team": "own"}),
            "Definition": definition(),
            "Lines": lines(),
            "Bucket": {"Type": "AWS::S3::Bucket"},
            "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        }
    }
    create("tagged", template, Tags=tags)
    made = resources("tagged")
    group = boto3.client("logs").list_tags_log_group(logGroupName=made["Lines"])["tags"]
    seen = {
        "licence": batch.list_tags_for_resource(resourceArn=made["Licence"])["tags"],
        "definition": batch.list_tags_for_resource(resourceArn=made["Definition"])["tags"],
        "lines": group,
        "bucket": {one["Key"]: one["Value"] for one in s3.get_bucket_tagging(Bucket=made["Bucket"])["TagSet"]},
        "vpc": {one["Key"]: one["Value"] for one in ec2.describe_vpcs(VpcIds=[made["Vpc"]])["Vpcs"][0]["Tags"]},
    }
    seen["vpc"] = {key: value for key, value in seen["vpc"].items() if not key.endswith("stack-id")}
    # They are no change of the resource's own.
    template["Resources"]["Licence"]["Properties"]["TotalQuantity"] = 2
    update("tagged", template)
    seen["same"] = [settle("tagged"), resources("tagged") == made, stack("tagged")["Tags"] == tags]
    return seen


@case
def functions():
    template = {
        "Resources": {"Lines": lines()},
        "Outputs": {
            "Zone": {"Value": {"Fn::Select": [0, {"Fn::GetAZs": {"Ref": "AWS::Region"}}]}},
            "Here": {"Value": {"Fn::Select": ["1", {"Fn::GetAZs": ""}]}},
            "Block": {"Value": {"Fn::Select": [1, {"Fn::Cidr": ["10.0.0.0/16", 2, 8]}]}},
            "Sub": {"Value": {"Fn::Sub": ["${Part}-${AWS::Region}-${!Kept}", {"Part": {"Ref": "AWS::AccountId"}}]}},
        },
    }
    create("functions", template)
    return outputs("functions")


@case
def refused_before_anything_is_made():
    first = {"First": licence(1, ConsumableResourceName="refused-first")}

    def of(resources={}, **more):
        return refused(create, "refused", {"Resources": {**first, **resources}, **more})

    seen = {
        "custom": of({"Seed": {"Type": "Custom::Seed", "Properties": {"ServiceToken": "arn:aws:lambda:x"}}}),
        "custom_type": of({"Seed": {"Type": "AWS::CloudFormation::CustomResource"}}),
        "macro": of(Transform="AWS::Serverless-2016-10-31"),
        "macros": of(Transform=["AWS::LanguageExtensions", {"Name": "Mine"}]),
        "inner_macro": of({"Lines": {**lines(), "Properties": {"Fn::Transform": {"Name": "AWS::Include"}}}}),
        "signal": of({"Wait": {"Type": "AWS::CloudFormation::WaitCondition"}}),
        "type": of({"Code": {"Type": "AWS::Lambda::Function"}}),
        "function": of({"Lines": lines({"Fn::Length": [1]})}),
        "secret": of({"Lines": lines("{{resolve:secretsmanager:a}}")}),
        "lost": of({"Lines": lines({"Ref": "Nothing"})}),
        "lost_off": of(
            {"Off": {**lines(), "Condition": "Never"}},
            Conditions={"Never": {"Fn::Equals": ["a", "b"]}},
            Outputs={"O": {"Value": {"Ref": "Off"}}},
        ),
        "condition": of({"Lines": {**lines(), "Condition": "Nothing"}}),
        "circle": of({"A": {**lines(), "DependsOn": "B"}, "B": {**lines(), "DependsOn": "A"}}),
    }
    seen["set"] = refused(
        cloudformation.create_change_set, StackName="refused", ChangeSetName="c", ChangeSetType="CREATE",
        TemplateBody=body({"Transform": "X", "Resources": first}),
    )  # fmt: skip
    seen["validated"] = refused(
        cloudformation.validate_template, TemplateBody=body({"Resources": {"Seed": {"Type": "Custom::Seed"}}})
    )
    seen["made"] = [one for one in licences() if one.startswith("refused-")]
    names = [one["StackName"] for one in cloudformation.describe_stacks()["Stacks"]]
    seen["stacks"] = [name for name in names if name == "refused"]
    return seen


def seen_by(function):
    try:
        return function()
    except (ClientError, WaiterError, LookupError, TypeError):
        return {"error": traceback.format_exc()}


s3.create_bucket(Bucket=BUCKET)
wanted = [function for function in cases if function.__name__ in sys.argv[1:] or not sys.argv[1:]]
with ThreadPoolExecutor(4) as pool:
    seen = dict(zip([function.__name__ for function in wanted], pool.map(seen_by, wanted)))
print(json.dumps(seen, default=str))
