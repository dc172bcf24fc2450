"""Speaks to the endpoint of the environment with unmodified boto3; prints one JSON document."""

import json

import boto3
from botocore.exceptions import ClientError

batch = boto3.client("batch")
submitted = batch.submit_job(
    jobName="from-boto3",
    jobQueue="q",
    jobDefinition="d",
    arrayProperties={"size": 3},
    dependsOn=[{"jobId": "x", "type": "SEQUENTIAL"}],
    containerOverrides={"environment": [{"name": "A", "value": "é\n"}], "command": ["", "--x"]},
    propagateTags=False,
    timeout={"attemptDurationSeconds": 60},
)
arn = submitted["jobArn"]
batch.tag_resource(resourceArn=arn, tags={"k y": "v&=?#"})
tags = batch.list_tags_for_resource(resourceArn=arn)["tags"]
batch.untag_resource(resourceArn=arn, tagKeys=["k y", "other"])
try:
    batch.list_tags_for_resource(resourceArn="arn:aws:batch:us-east-1:0:job/none")
    error = None
except batch.exceptions.ClientException as caught:
    error = {"code": caught.response["Error"]["Code"], "message": caught.response["Error"]["Message"]}
    error["status"] = caught.response["ResponseMetadata"]["HTTPStatusCode"]
    error["request_id"] = caught.response["ResponseMetadata"]["RequestId"]
try:
    batch.describe_job_queues()
    other = None
except ClientError as caught:
    other = caught.response["Error"]["Message"]
job = batch.describe_jobs(jobs=[submitted["jobId"]])["jobs"][0]
left = batch.list_tags_for_resource(resourceArn=arn)["tags"]
print(json.dumps({"job": job, "tags": tags, "left": left, "error": error, "other": other}, default=str))
