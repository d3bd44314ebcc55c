"""The worker, run by hand inside the test's transaction."""

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

done: set[int] = set()


def work() -> int:
    """Do every job that waits and was not done yet, and what they queue, as the workers would; how many."""
    count = 0
    while jobs := list(ProcrastinateJob.objects.exclude(pk__in=done).order_by("pk")):
        for job in jobs:
            done.add(job.pk)
            app.tasks[job.task_name](**job.args)
        count += len(jobs)
    return count


def everything_stored() -> str:
    """All arguments of all jobs as text, to look for what must not be there."""
    return " ".join(str(job.args) for job in ProcrastinateJob.objects.all())
