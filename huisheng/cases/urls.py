"""Routes of the cases app; included by `config` under `cases/`. Acts are nouns below the case's number."""

from django.urls import path, register_converter

from huisheng.cases.views import (
    accusation,
    address,
    assignment,
    calls,
    case,
    conversation,
    handling,
    identity,
    intake,
    letters,
    mediation,
    objections,
    photos,
    queue,
    routes,
    search,
    telephone,
    triage,
)

app_name = "cases"


class NumberConverter:
    """A case number: year, street, running number, as in `2026-春-004172`."""

    regex = r"[0-9]{4}-[^/\s\x00-\x1f\x7f-\x9f]{1,12}-[0-9]{6,12}"

    def to_python(self, value: str) -> str:
        """The number as it is."""
        return value

    def to_url(self, value: str) -> str:
        """The number as it is."""
        return value


register_converter(NumberConverter, "case_number")

lists = [
    path("", queue.queue, name="queue"),
    path("new", intake.intake, name="intake"),
    path("new/suggestion", intake.suggestion, name="suggestion"),
    path("calls", calls.calls, name="calls"),
    path("letters", letters.letters, name="letters"),
    path("letters/<uuid:batch>/paper", letters.paper, name="letter_paper"),
    path("letters/<uuid:batch>/posting", letters.posting, name="letter_posting"),
    path("letters/<uuid:message>/coming-back", letters.coming_back, name="letter_coming_back"),
    path("search", search.search, name="search"),
    path("search/person", search.person, name="search_person"),
    path("catalogue/routes", routes.routes, name="routes"),
    path("catalogue/routes/new", routes.routes_edit, name="routes_edit"),
    path("catalogue/routes/history", routes.routes_history, name="routes_history"),
    path("triage/next", triage.triage_next, name="triage_next"),
]

one_case = [
    path("<case_number:number>/", case.case, name="case"),
    path("<case_number:number>/changes", case.changes, name="changes"),
    path("<case_number:number>/photos/<int:n>.jpg", photos.photo, name="photo"),
    path("<case_number:number>/photos/<int:n>/small.jpg", photos.thumbnail, name="thumbnail"),
]

acts = [
    path("<case_number:number>/triage", triage.triage, name="triage"),
    path("<case_number:number>/assignment", assignment.assignment, name="assignment"),
    path("<case_number:number>/accusation", accusation.accusation, name="accusation"),
    path("<case_number:number>/accusation/lifting", accusation.lifting, name="lifting"),
    path("<case_number:number>/acceptance", handling.acceptance, name="acceptance"),
    path("<case_number:number>/answer", handling.answer, name="answer"),
    path("<case_number:number>/progress", handling.progress, name="progress"),
    path("<case_number:number>/notes", handling.notes, name="notes"),
    path("<case_number:number>/question", handling.question, name="question"),
    path("<case_number:number>/objection", objections.objection, name="objection"),
    path("<case_number:number>/ruling", objections.ruling, name="ruling"),
    path("<case_number:number>/conversation", conversation.conversation, name="conversation"),
    path("<case_number:number>/address", address.address, name="address"),
    path("<case_number:number>/identity", identity.identity, name="identity"),
    path("<case_number:number>/identity/look", identity.look, name="identity_look"),
    path("<case_number:number>/handler", handling.handler, name="handler"),
    path("<case_number:number>/called-units", handling.calling, name="calling"),
    path("<case_number:number>/take-over", handling.take_over_page, name="take_over"),
]

mediating = [
    path("<case_number:number>/mediation", mediation.start, name="mediation"),
    path("<case_number:number>/mediation/parties", mediation.joining, name="joining"),
    path("<case_number:number>/mediation/sessions", mediation.meeting, name="meeting"),
    path("<case_number:number>/mediation/outcome", mediation.met, name="met"),
    path("<case_number:number>/mediation/agreement", mediation.agreement, name="agreement"),
    path("<case_number:number>/mediation/agreement.pdf", mediation.paper, name="agreement_paper"),
    path("<case_number:number>/mediation/signature", mediation.signature, name="signature"),
]

by_telephone = [
    path("<case_number:number>/telephone", telephone.telephone, name="telephone"),
    path("<case_number:number>/telephone/contact", telephone.contact, name="contact"),
    path("<case_number:number>/telephone/confirmation", telephone.say("confirmation"), name="confirmation"),
    path("<case_number:number>/telephone/sending-back", telephone.say("sending_back"), name="sending_back"),
    path("<case_number:number>/telephone/not-reached", telephone.say("not_reached"), name="not_reached"),
    path("<case_number:number>/telephone/addition", telephone.say("addition"), name="addition"),
    path("<case_number:number>/telephone/rating", telephone.say("rating"), name="rating"),
    path("<case_number:number>/telephone/withdrawal", telephone.say("withdrawal"), name="withdrawal"),
]

urlpatterns = [*lists, *one_case, *acts, *mediating, *by_telephone]
