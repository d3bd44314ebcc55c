"""Sending checkpoints to witnesses, so that a history that is written anew is refused by somebody else.

https://c2sp.org/tlog-witness. No transaction is open while a witness is waited for.
"""

import base64
import logging
import urllib.error
import urllib.request
from http.client import HTTPException

from huisheng.evidence.models import Checkpoint, Cosignature
from huisheng.evidence.queries import tree
from huisheng.evidence.witnesses import WitnessAddress, witnesses
from huisheng.verify.merkle import consistency_proof
from huisheng.verify.note import BadNote, Note, Signature, read_note, read_signatures

SECONDS = 10
LONGEST_ANSWER = 64 * 1024
CONFLICT = 409
log = logging.getLogger(__name__)


class Unwilling(Exception):
    """A witness did not cosign; the message says why."""


def submit_checkpoint() -> int:
    """Send the newest checkpoint to every witness that has not seen it; how many cosigned it now."""
    newest = Checkpoint.objects.order_by("-size").first()
    if newest is None:
        return 0
    return sum(_submit_to(witness, newest) for witness in witnesses())


def _submit_to(witness: WitnessAddress, checkpoint: Checkpoint) -> bool:
    seen = Cosignature.objects.filter(witness=witness.key.name).order_by("-size")
    old = seen.values_list("size", flat=True).first() or 0
    if old == checkpoint.size:
        return False
    try:
        line = _ask(witness, checkpoint, old)
    except (Unwilling, BadNote, OSError, ValueError, HTTPException) as fault:
        log.warning("The witness %s did not cosign: %s", witness.key.name, fault)
        return False
    Cosignature.objects.create(size=checkpoint.size, witness=witness.key.name, line=str(line))
    return True


def _ask(witness: WitnessAddress, checkpoint: Checkpoint, old: int) -> Signature:
    """The witness's line; asked again from the size that it says it knows, once."""
    status, answer = _post(witness, checkpoint, old)
    if status == CONFLICT and answer.strip().isdigit() and int(answer) != old:
        known = int(answer)
        if known > checkpoint.size:
            raise Unwilling(
                f"it has seen {known} leaves, and the log has {checkpoint.size}: was it restored?"
            )
        status, answer = _post(witness, checkpoint, known)
    if status != 200:  # noqa: PLR2004  # HTTP
        raise Unwilling(f"it answered {status} {answer.strip()[:200]}")
    text = read_note(checkpoint.note).text
    line = Note(text, tuple(read_signatures(answer))).signed_by(witness.key)
    if line is None:
        raise Unwilling("its answer is not signed with its key")
    return line


def _post(witness: WitnessAddress, checkpoint: Checkpoint, old: int) -> tuple[int, str]:
    proof = consistency_proof(tree.read, old, checkpoint.size)
    lines = "".join(base64.b64encode(each).decode() + "\n" for each in proof)
    body = f"old {old}\n{lines}\n{checkpoint.note}".encode()
    request = urllib.request.Request(f"{witness.address}/add-checkpoint", body, method="POST")  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310  # `witnesses` checks
            return answer.status, answer.read(LONGEST_ANSWER).decode()
    except urllib.error.HTTPError as fault:
        return fault.code, fault.read(LONGEST_ANSWER).decode(errors="replace")
