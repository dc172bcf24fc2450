"""What users' code does with the services around Batch, by unmodified boto3; prints what it saw."""

import json
import sys
import time

import boto3
from botocore.exceptions import ClientError

given = json.loads(sys.argv[1])
account = boto3.client("sts").get_caller_identity()["Account"]
seen = {"account": account}

iam = boto3.client("iam")
# The first call starts moto, which may take longer than boto3 waits: the unit tests of the front show what a repeated one gets.
iam.list_roles()
trust = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
role = iam.create_role(RoleName="cloud-test", AssumeRolePolicyDocument=json.dumps(trust))["Role"]
seen["role"] = role["Arn"]
assumed = boto3.client("sts").assume_role(RoleArn=role["Arn"], RoleSessionName="me")
seen["assumed"] = assumed["AssumedRoleUser"]["Arn"]

ec2 = boto3.client("ec2")
kinds = ec2.describe_instance_types(InstanceTypes=["c7g.4xlarge"])["InstanceTypes"]
seen["vcpus"] = kinds[0]["VCpuInfo"]["DefaultVCpus"]

sqs, sns = boto3.client("sqs"), boto3.client("sns")
queue = sqs.create_queue(QueueName="cloud-test")["QueueUrl"]
seen["queue"] = queue
queue_arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
topic = sns.create_topic(Name="cloud-test")["TopicArn"]
sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue_arn, Attributes={"RawMessageDelivery": "true"})
sns.publish(TopicArn=topic, Message="hello")
message = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=2)["Messages"][0]
seen["message"] = message["Body"]

kms = boto3.client("kms")
key = kms.create_key()["KeyMetadata"]["KeyId"]
sealed = kms.encrypt(KeyId=key, Plaintext=b"ozone")["CiphertextBlob"]
seen["opened"] = kms.decrypt(CiphertextBlob=sealed)["Plaintext"].decode()

boto3.client("ssm").put_parameter(Name="/cloud/test", Value="17", Type="String")
seen["parameter"] = boto3.client("ssm").get_parameter(Name="/cloud/test")["Parameter"]["Value"]
boto3.client("secretsmanager").create_secret(Name="cloud-test", SecretString="quiet")
seen["secret"] = boto3.client("secretsmanager").get_secret_value(SecretId="cloud-test")["SecretString"]

boto3.client("cloudwatch").put_metric_data(Namespace="cloud/test", MetricData=[{"MetricName": "runs", "Value": 3}])
seen["metrics"] = [m["MetricName"] for m in boto3.client("cloudwatch").list_metrics(Namespace="cloud/test")["Metrics"]]

# Nothing has it: refused at once, however often the client would try.
began = time.monotonic()
try:
    iam.simulate_custom_policy(PolicyInputList=["{}"], ActionNames=["s3:GetObject"])
except ClientError as error:
    seen["refused"] = {
        "code": error.response["Error"]["Code"],
        "status": error.response["ResponseMetadata"]["HTTPStatusCode"],
        "retries": error.response["ResponseMetadata"]["RetryAttempts"],
    }

# Step Functions submits to Batch and waits for the job's end.
states = boto3.client("stepfunctions")
machine = states.create_state_machine(
    name="cloud-test",
    roleArn=role["Arn"],
    definition=json.dumps(
        {
            "StartAt": "Run",
            "States": {
                "Run": {
                    "Type": "Task",
                    "Resource": "arn:aws:states:::batch:submitJob.sync",
                    "Parameters": {
                        "JobName": "from-states",
                        "JobQueue": given["queue"],
                        "JobDefinition": given["definition"],
                        "Parameters": {"configJson": given["config"], "outputPath": f"s3://{given['bucket']}/states"},
                    },
                    "End": True,
                }
            },
        }
    ),
)["stateMachineArn"]
execution = states.start_execution(stateMachineArn=machine)["executionArn"]
while (now := states.describe_execution(executionArn=execution))["status"] == "RUNNING":
    time.sleep(1)
seen["execution"] = {key: now.get(key) for key in ("status", "error", "cause")}
if now["status"] == "SUCCEEDED":
    output = json.loads(now["output"])
    jobs = boto3.client("batch").describe_jobs(jobs=[output["JobId"]])["jobs"]
    seen["job"] = {"status": jobs[0]["status"], "name": jobs[0]["jobName"], "in_output": output["Status"]}
print(json.dumps(seen))
