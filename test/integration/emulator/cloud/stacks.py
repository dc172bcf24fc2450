"""A stack of CloudFormation with jobs' resources, by the AWS CLI's deploy and by boto3, unmodified; prints what it saw."""

import json
import subprocess
import sys
import tempfile

import boto3
from botocore.exceptions import ClientError

given = json.loads(sys.argv[1])
cloudformation, batch = boto3.client("cloudformation"), boto3.client("batch")
name = "stack-test"


def environment(most):
    return {
        "Type": "AWS::Batch::ComputeEnvironment",
        "Properties": {
            "Type": "MANAGED",
            "ComputeResources": {
                "Type": "EC2",
                "MinvCpus": 0,
                "MaxvCpus": most,
                "InstanceTypes": ["c7g.4xlarge"],
                "Subnets": ["subnet-1"],
                "SecurityGroupIds": ["sg-1"],
                "InstanceRole": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:instance-profile/ecs"},
            },
        },
    }


def template(most=64, command=("echo", "Ref::Case"), seconds=60, licences=3):
    return {
        "Parameters": {"Priority": {"Type": "Number"}},
        "Resources": {
            "Queue": {
                "Type": "AWS::Batch::JobQueue",
                "Properties": {
                    "Priority": {"Ref": "Priority"},
                    "ComputeEnvironmentOrder": [{"Order": 1, "ComputeEnvironment": {"Ref": "Environment"}}],
                    "SchedulingPolicyArn": {"Fn::GetAtt": ["Policy", "Arn"]},
                },
            },
            "Policy": {
                "Type": "AWS::Batch::SchedulingPolicy",
                "Properties": {"FairsharePolicy": {"ShareDecaySeconds": 60}},
            },
            "Environment": environment(most),
            "Licence": {
                "Type": "AWS::Batch::ConsumableResource",
                "Properties": {"ResourceType": "REPLENISHABLE", "TotalQuantity": licences},
            },
            "Lines": {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 7}},
            "Results": {"Type": "AWS::S3::Bucket", "Properties": {"VersioningConfiguration": {"Status": "Enabled"}}},
            "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": []}}},
            "Definition": {
                "Type": "AWS::Batch::JobDefinition",
                "DependsOn": "Queue",
                "Properties": {
                    "Type": "container",
                    "Parameters": {"Case": "fullChem"},
                    "Tags": {"CostCentre": "R&D"},
                    "Timeout": {"AttemptDurationSeconds": seconds},
                    "ContainerProperties": {
                        "Image": "busybox",
                        "Command": list(command),
                        "Environment": [{"Name": "OMP_NUM_THREADS", "Value": 4}],
                        "ResourceRequirements": [{"Type": "VCPU", "Value": 1}, {"Type": "MEMORY", "Value": "64"}],
                        "LogConfiguration": {"LogDriver": "awslogs", "Options": {"awslogs-group": {"Ref": "Lines"}}},
                    },
                },
            },
        },
        "Outputs": {
            name: {"Value": {"Ref": name}}
            for name in ("Queue", "Environment", "Definition", "Licence", "Lines", "Results", "Role")
        },
    }


def deploy():
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(template(), file)
        file.flush()
        words = f"deploy --stack-name {name} --template-file {file.name} --s3-bucket {given['bucket']} --force-upload"
        more = "--parameter-overrides Priority=3 --capabilities CAPABILITY_IAM"
        done = subprocess.run(["aws", "cloudformation", *words.split(), *more.split()], capture_output=True, text=True)
    lines = (done.stdout + done.stderr).splitlines()
    return next((line for line in lines if line.startswith(("Successfully", "No changes"))), lines)


def standing():
    """How Batch has what the stack has, and what other services have of it."""
    outputs = stack()["Outputs"]
    at = {output["OutputKey"]: output["OutputValue"] for output in outputs}
    queue = batch.describe_job_queues(jobQueues=[at["Queue"]])["jobQueues"][0]
    environment = batch.describe_compute_environments(computeEnvironments=[at["Environment"]])["computeEnvironments"][0]
    definition = batch.describe_job_definitions(jobDefinitions=[at["Definition"]])["jobDefinitions"][0]
    container = definition["containerProperties"]
    group = boto3.client("logs").describe_log_groups(logGroupNamePrefix=at["Lines"])["logGroups"][0]
    return {
        "status": stack()["StackStatus"],
        "priority": queue["priority"],
        "fair": "schedulingPolicyArn" in queue,
        "most": environment["computeResources"]["maxvCpus"],
        "licences": batch.describe_consumable_resource(consumableResource=at["Licence"])["totalQuantity"],
        "revision": definition["revision"],
        "parameters": definition["parameters"],
        "tags": definition["tags"],
        "command": container["command"],
        "environment": container["environment"],
        "lines": container["logConfiguration"]["options"] == {"awslogs-group": at["Lines"]},
        "days": group["retentionInDays"],
        "versions": boto3.client("s3").get_bucket_versioning(Bucket=at["Results"])["Status"],
        "role": boto3.client("iam").get_role(RoleName=at["Role"])["Role"]["RoleName"] == at["Role"],
    }


def stack():
    return cloudformation.describe_stacks(StackName=name)["Stacks"][0]


def update(**changes):
    cloudformation.update_stack(
        StackName=name,
        TemplateBody=json.dumps(template(**changes)),
        Parameters=[{"ParameterKey": "Priority", "UsePreviousValue": True}],
    )


def failures():
    events = cloudformation.describe_stack_events(StackName=name)["StackEvents"]
    return [event["ResourceStatusReason"] for event in events if event["ResourceStatus"].endswith("_FAILED")]


def refused(call, **request):
    try:
        call(**request)
    except ClientError as error:
        return error.response["Error"]["Message"].split(".")[0]


# moto starts with the first request that needs it, which may take longer than a client waits.
boto3.client("iam").list_roles()
seen = {"deployed": deploy(), "made": standing(), "again": deploy()}
update(most=32, command=["true"], licences=5)
cloudformation.get_waiter("stack_update_complete").wait(StackName=name)
seen["changed"] = standing()
update(most=16, command=["true"], licences=5, seconds=5)
cloudformation.get_waiter("stack_rollback_complete").wait(StackName=name)
seen["rolled_back"] = {"most": standing()["most"], "status": stack()["StackStatus"], "why": failures()}
other = {"Resources": {"Environment": environment(8), "Code": {"Type": "AWS::Lambda::Function"}}}
before = len(batch.describe_compute_environments()["computeEnvironments"])
seen["refused"] = refused(cloudformation.create_stack, StackName="other-test", TemplateBody=json.dumps(other))
seen["made_of_refused"] = len(batch.describe_compute_environments()["computeEnvironments"]) - before
names = [
    summary["PhysicalResourceId"]
    for summary in cloudformation.list_stack_resources(StackName=name)["StackResourceSummaries"]
]
cloudformation.delete_stack(StackName=name)
cloudformation.get_waiter("stack_delete_complete").wait(StackName=name)
seen["left"] = [
    *batch.describe_job_queues(jobQueues=[n for n in names if ":job-queue/" in n])["jobQueues"],
    *batch.describe_compute_environments(computeEnvironments=[n for n in names if ":compute-environment/" in n])[
        "computeEnvironments"
    ],
    *[policy for policy in batch.list_scheduling_policies()["schedulingPolicies"] if policy["arn"] in names],
    *[
        resource
        for resource in batch.list_consumable_resources()["consumableResources"]
        if resource["consumableResourceArn"] in names
    ],
    *[bucket for bucket in boto3.client("s3").list_buckets()["Buckets"] if bucket["Name"] in names],
]
print(json.dumps(seen))
