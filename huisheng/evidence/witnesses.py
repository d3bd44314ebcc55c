"""The witnesses of this log, from the setting `HUISHENG_WITNESSES`: address and key of each, with blanks between."""

from dataclasses import dataclass

from django.conf import settings

from huisheng.verify.note import VerifierKey, read_key


@dataclass(frozen=True)
class WitnessAddress:
    """Where a witness takes checkpoints, and the key with which it answers."""

    address: str
    key: VerifierKey


def witnesses() -> list[WitnessAddress]:
    """All of them; `config.env` has checked that the setting can be read."""
    parts = settings.WITNESSES.split()
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [WitnessAddress(address.rstrip("/"), read_key(key)) for address, key in pairs]
