"""给居民写信息: what was said between those who work on it and the resident, and a form to write."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from huisheng.cases.actions.write import write_to_resident
from huisheng.cases.forms.acts import MessageForm
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.case import Opened
from huisheng.cases.views.act_page import ActPage, act_view
from huisheng.core.access import functions

SAID = (Act.QUESTION, Act.REPLY, Act.WRITE, Act.ADD)


def _said(found: Opened, _form: Any) -> Mapping[str, Any]:
    said = {event.seq for event in found.story.events if event.act in SAID}
    return {"conversation": [entry for entry in found.story.entries() if entry.seq in said]}


WRITE = ActPage(
    act=Act.WRITE,
    title=_("给居民写信息"),
    button=_("发给居民"),
    done=_("已经发给居民。回话会写进这件诉求的经过。"),
    form=MessageForm,
    do=lambda found, form: write_to_resident(
        found.case.id, found.viewer, form.token(), form.cleaned_data["words"]
    ),
    template="cases/conversation.html",
    context=_said,
)

conversation = functions("handle", "see")(act_view(WRITE))
