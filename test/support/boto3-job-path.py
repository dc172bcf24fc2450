"""Runs one job with unmodified boto3: submit, wait, fetch, verify. Prints one JSON document."""

import hashlib
import json
import sys
import time

import boto3

request = json.loads(sys.argv[1])
batch, s3 = boto3.client("batch"), boto3.client("s3")
job_id = batch.submit_job(
    jobName=request["id"],
    jobQueue=request["queue"],
    jobDefinition=request["definition"],
    parameters={"configJson": request["config"], "outputPath": f"s3://{request['bucket']}/boto3"},
)["jobId"]
deadline = time.monotonic() + 100
while True:
    job = batch.describe_jobs(jobs=[job_id])["jobs"][0]
    if job["status"] in ("SUCCEEDED", "FAILED") or time.monotonic() > deadline:
        break
    time.sleep(0.3)
prefix = f"boto3/{request['id']}/{job_id}/1/"
keys = [
    entry["Key"]
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=request["bucket"], Prefix=prefix)
    for entry in page.get("Contents", [])
]
bodies = {key: s3.get_object(Bucket=request["bucket"], Key=key)["Body"].read() for key in keys}
manifest = json.loads(bodies[prefix + "manifest.json"])
digests = {key.removeprefix(prefix): hashlib.sha256(body).hexdigest() for key, body in bodies.items()}
print(
    json.dumps(
        {
            "status": job["status"],
            "exit_code": job["container"].get("exitCode"),
            "unlisted": sorted(set(digests) - {o["name"] for o in manifest["objects"]}),
            "differing": [o["name"] for o in manifest["objects"] if digests.get(o["name"]) != o["sha256"]],
            "listed_now": [j["jobId"] for j in batch.list_jobs(jobQueue=request["queue"], jobStatus=job["status"])["jobSummaryList"]],
            "job_id": job_id,
        }
    )
)
