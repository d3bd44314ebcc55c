"""What the messages that went out are called, for the person who got them."""

from django.utils.translation import gettext as _


def message_name(kind: str) -> str:
    """The name of a message by its kind; the kind itself where there is none."""
    return {
        "received": _("收到了，和链接"),
        "question": _("向您提问"),
        "answered": _("答复好了"),
        "resent": _("新的链接"),
        "relayed": _("转来的话"),
        "unsealed": _("有人打开了您的身份"),
    }.get(kind, kind)
