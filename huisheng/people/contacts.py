"""Reading what people type as their telephone number or e-mail address."""

import re
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

# 中华人民共和国 numbering plan: 11 digits from 13 to 19; landlines are area code (3-4) and number (7-8).
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}")
SERVICE = re.compile(r"[48]00\d{7}")
LOCAL = re.compile(r"[2-9]\d{6,7}")
COUNTRY = re.compile(r"^(?:\+|00)86|^86(?=1\d{10}$)")
MOBILE_DIGITS = 11
SEPARATORS = re.compile(r"[\s\-‐‑–—―_.·()/]+")

PHONE, EMAIL = "phone", "email"


@dataclass(frozen=True)
class Contact:
    """A telephone number (digits only, landlines with area code) or an e-mail address (small letters)."""

    kind: str
    value: str


def read_contact(text: str) -> Contact | None:
    """What was typed, normalised; none when nothing was. Raises `ValidationError` that says what to type.

    Full-width digits and letters, blanks, brackets, hyphens and +86 are forgiven.
    """
    plain = unicodedata.normalize("NFKC", text).replace("。", ".").strip()
    if not plain:
        return None
    return Contact(EMAIL, _read_email(plain)) if "@" in plain else Contact(PHONE, read_phone(plain))


def read_phone(text: str) -> str:
    """A number of the mainland as digits; raises `ValidationError` that says what to type."""
    typed = SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    digits = COUNTRY.sub("", typed)
    if digits != typed and LANDLINE.fullmatch("0" + digits):
        digits = "0" + digits  # abroad the area code is written without its 0
    if not re.fullmatch(r"\+?[0-9]+", digits):
        raise ValidationError(_("这里请写手机号、座机号或邮箱。"), code="contact")
    if digits.startswith("+"):
        raise ValidationError(_("现在只能打国内的电话。请写国内号码或邮箱。"), code="contact")
    for form in (MOBILE, LANDLINE, SERVICE):
        if form.fullmatch(digits):
            return digits
    raise ValidationError(_what_is_wrong(digits), code="contact")


def _what_is_wrong(digits: str) -> str:
    if LOCAL.fullmatch(digits):
        return str(_("座机请带区号，例如 0431-87654321。"))
    if digits.startswith("1") and len(digits) != MOBILE_DIGITS:
        return str(_("手机号是 11 位，这里是 %(count)d 位。请再看一遍。") % {"count": len(digits)})
    return str(_("这个号码不对。请写 11 位手机号，或带区号的座机号。"))


def _read_email(text: str) -> str:
    address = re.sub(r"\s+", "", text).lower()
    try:
        validate_email(address)
    except ValidationError as problem:
        raise ValidationError(_("这个邮箱不对。请写成 name@example.com 这样。"), code="contact") from problem
    return address
