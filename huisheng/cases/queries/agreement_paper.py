"""A mediation agreement as a sheet to be signed: its words, the parties by letter, and what was agreed by link."""

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from huisheng.cases.models import MediationParty
from huisheng.cases.models.codes import HowAgreed
from huisheng.cases.queries.mediation import Mediation, party_name
from huisheng.cases.queries.names import unit_name
from huisheng.ui.typeset import pdf, without_missing

TEMPLATE = "cases/typst/agreement.typ"


def agreement_pdf(mediation: Mediation) -> bytes:
    """One sheet of A4, in Chinese as what is signed is; more when the words are long."""
    agreement = mediation.agreement
    with override(settings.LANGUAGE_CODE):
        data = {
            "title": _("调解协议 %(number)s") % {"number": mediation.case.number},
            "number": mediation.case.number,
            "unit": without_missing(unit_name(mediation.case.unit_id)),
            "district": settings.DISTRICT_NAME,
            "paragraphs": [without_missing(line) for line in mediation.text.splitlines() if line.strip()],
            "follow_up": agreement.follow_up_on.isoformat() if agreement else "",
            "parties": [_line(mediation, party) for party in mediation.parties],
        }
    return pdf(TEMPLATE, data)


def _line(mediation: Mediation, party: MediationParty) -> dict[str, str]:
    agreed = party.agreed_at if mediation.agreement and party.agreed_seq == mediation.agreement.seq else None
    by_link = agreed is not None and party.agreed_how == HowAgreed.SECRET
    said = _("已用自己的链接同意") if by_link else ""
    day = localtime(agreed).date().isoformat() if by_link and agreed else ""
    return {"name": _("%(letter)s方") % {"letter": party_name(party.n)}, "agreed": said, "day": day}
