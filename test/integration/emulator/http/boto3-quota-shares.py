"""Makes quota shares and a job in one with unmodified boto3; prints one JSON document."""

import json

import boto3

batch = boto3.client("batch")
policy = batch.create_scheduling_policy(
    name="quota", quotaSharePolicy={"idleResourceAssignmentStrategy": "FIFO"}
)["arn"]
limits = [{"capacityUnit": "ml.m5.large", "maxCapacity": 4}]
batch.create_service_environment(
    serviceEnvironmentName="typed",
    serviceEnvironmentType="SAGEMAKER_TRAINING",
    capacityLimits=limits,
)
batch.create_job_queue(
    jobQueueName="quotas",
    jobQueueType="SAGEMAKER_TRAINING",
    priority=1,
    schedulingPolicyArn=policy,
    serviceEnvironmentOrder=[{"order": 1, "serviceEnvironment": "typed"}],
)
for name in ["a", "b"]:
    arn = batch.create_quota_share(
        quotaShareName=name,
        jobQueue="quotas",
        capacityLimits=limits,
        resourceSharingConfiguration={"strategy": "LEND_AND_BORROW", "borrowLimit": 50},
        preemptionConfiguration={"inSharePreemption": "ENABLED"},
        tags={"team": name},
    )["quotaShareArn"]
submitted = batch.submit_service_job(
    jobName="fit",
    jobQueue="quotas",
    serviceJobType="SAGEMAKER_TRAINING",
    quotaShareName="a",
    preemptionConfiguration={"preemptionRetriesBeforeTermination": 2},
    serviceRequestPayload=json.dumps(
        {"ResourceConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 4}}
    ),
)
job = batch.describe_service_job(jobId=submitted["jobId"])
batch.update_quota_share(quotaShareArn=arn, state="DISABLED")
shown = batch.describe_quota_share(quotaShareArn=arn)
batch.delete_quota_share(quotaShareArn=arn)
left = batch.list_quota_shares(jobQueue="quotas")["quotaShares"]
filters = [{"name": "QUOTA_SHARE_NAME", "values": ["a"]}]
found = batch.list_service_jobs(jobQueue="quotas", filters=filters)["jobSummaryList"]
print(json.dumps({"job": job, "shown": shown, "left": left, "found": found}, default=str))
