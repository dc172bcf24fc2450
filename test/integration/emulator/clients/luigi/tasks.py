"""A job definition registered and two jobs run by Luigi, of which the second fails. Prints one JSON document."""

import json
import logging
import sys

import luigi
from luigi.contrib import batch

# Whole jobs that failed, for who reads why a test did.
logging.basicConfig()
logging.getLogger(batch.__name__).setLevel(logging.DEBUG)

request = json.loads(sys.argv[1])


class Registered(luigi.Task):
    """Luigi's own client of Batch: it reads the definition from a file."""

    def run(self):
        batch.BatchClient(poll_time=1).register_job_definition(request["definition"])
        self.output().open("w").close()

    def output(self):
        return luigi.LocalTarget("registered")


class Job(batch.BatchTask):
    job_definition = request["name"]
    job_queue = request["queue"]
    poll_time = 1
    script = luigi.Parameter()

    def requires(self):
        return Registered()

    @property
    def parameters(self):
        return {"script": self.script}

    def run(self):
        super().run()
        self.output().open("w").close()

    def output(self):
        return luigi.LocalTarget(f"{self.task_id}.done")


said = {}


@Job.event_handler(luigi.Event.FAILURE)
def failed(task, error):
    said[task.script] = str(error)


@Job.event_handler(luigi.Event.SUCCESS)
def succeeded(task):
    said[task.script] = "done"


luigi.build(
    [Job(script=request["good"]), Job(script=request["bad"])],
    local_scheduler=True,
    workers=1,
)
print(json.dumps(said))
