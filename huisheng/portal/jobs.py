"""What the worker does for residents besides reactions."""

from procrastinate.contrib.django import app

from huisheng.core.jobs import RETRY
from huisheng.portal.actions.resend_receipt import resend_receipt


@app.task(name="portal.resend_receipt", retry=RETRY)
def resend(*, number: str, index: str, request: str) -> None:
    """Somebody lost a receipt."""
    resend_receipt(number, index, request)
