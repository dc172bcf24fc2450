"""An array of tasks and one that fails, as jobs of AWS Batch."""

from redun import task
from redun.scheduler import catch

redun_namespace = "clients"


@task(executor="batch")
def double(number: int) -> int:
    print("doubling", number)
    return 2 * number


@task(executor="batch")
def divide(number: int) -> float:
    return number / 0


@task()
def said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


@task()
def main() -> list:
    return [double(20), double(21), catch(divide(1), ZeroDivisionError, said)]
