"""Routes of the cases app; included by `config` under `cases/`. Acts are nouns below the case's number."""

from django.urls import path, register_converter

from huisheng.cases.views import (
    accusation,
    address,
    answer,
    assignment,
    batch,
    bending,
    calls,
    case,
    conversation,
    ends,
    erasure,
    handling,
    identity,
    intake,
    ledger,
    letters,
    mediation,
    merging,
    objections,
    photos,
    printing,
    queue,
    routes,
    scripts,
    search,
    telephone,
    times,
    triage,
    triage_desk,
    whistle_pages,
    whistles,
    working_days,
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
    path("calls/scripts", scripts.call_scripts, name="call_scripts"),
    path("pending", ledger.ledger, name="ledger"),
    path("reviews", ledger.reviews, name="reviews"),
    path("letters", letters.letters, name="letters"),
    path("letters/<uuid:batch>/paper", letters.paper, name="letter_paper"),
    path("letters/<uuid:batch>/posting", letters.posting, name="letter_posting"),
    path("letters/<uuid:message>/coming-back", letters.coming_back, name="letter_coming_back"),
    path("search", search.search, name="search"),
    path("search/person", search.person, name="search_person"),
    path("batch", batch.batch, name="batch"),
    path("batch/print.pdf", printing.printing, name="printing"),
    path("batches/<uuid:key>", batch.batch_done, name="batch_done"),
    path("batches/<uuid:key>/undoing", batch.batch_undoing, name="batch_undoing"),
    path("whistles", whistle_pages.whistles, name="whistles"),
    path("whistles/overview", whistle_pages.whistles_overview, name="whistles_overview"),
    path("catalogue/times", times.times, name="times"),
    path("catalogue/times/new", times.times_edit, name="times_edit"),
    path("catalogue/calendar", working_days.calendar, name="calendar"),
    path("catalogue/routes", routes.routes, name="routes"),
    path("catalogue/routes/new", routes.routes_edit, name="routes_edit"),
    path("catalogue/routes/history", routes.routes_history, name="routes_history"),
    path("triage/next", triage_desk.triage_next, name="triage_next"),
    path("triage/undo", triage_desk.triage_undo, name="triage_undo"),
]

one_case = [
    path("<case_number:number>/", case.case, name="case"),
    path("<case_number:number>/whistles/<int:n>", whistle_pages.whistle, name="whistle"),
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
    path("<case_number:number>/answer", answer.answer, name="answer"),
    path("<case_number:number>/answer/insisted", answer.insisted, name="insisted"),
    path("<case_number:number>/exclusion", ends.exclusion, name="exclusion"),
    path("<case_number:number>/exclusion/decision", ends.exclusion_decision, name="exclusion_decision"),
    path("<case_number:number>/exclusion/review", ends.exclusion_review, name="exclusion_review"),
    path("<case_number:number>/pending", ends.pending_proposal, name="pending"),
    path("<case_number:number>/pending/decision", ends.pending_decision, name="pending_decision"),
    path("<case_number:number>/pending/review", ends.pending_review, name="pending_review"),
    path("<case_number:number>/progress", handling.progress, name="progress"),
    path("<case_number:number>/notes", handling.notes, name="notes"),
    path("<case_number:number>/question", handling.question, name="question"),
    path("<case_number:number>/whistle", whistles.blow, name="whistle_blow"),
    path("<case_number:number>/whistle/signature", whistles.signature, name="signature"),
    path("<case_number:number>/whistle/contact", whistles.contact, name="contact_call"),
    path("<case_number:number>/whistle/visit", whistles.visit, name="visit"),
    path("<case_number:number>/whistle/report", whistles.report, name="report"),
    path("<case_number:number>/whistle/inability", whistles.inability, name="inability"),
    path("<case_number:number>/whistle/coming", whistles.coming, name="coming"),
    path("<case_number:number>/whistle/lead", whistles.lead, name="lead"),
    path("<case_number:number>/whistle/end", whistles.end, name="whistle_end"),
    path("<case_number:number>/whistle/calling-off", whistles.calling_off, name="calling_off"),
    path("<case_number:number>/objection", objections.objection, name="objection"),
    path("<case_number:number>/ruling", objections.ruling, name="ruling"),
    path("<case_number:number>/conversation", conversation.conversation, name="conversation"),
    path("<case_number:number>/address", address.address, name="address"),
    path("<case_number:number>/identity", identity.identity, name="identity"),
    path("<case_number:number>/identity/look", identity.look, name="identity_look"),
    path("<case_number:number>/erasure", erasure.erasure, name="erasure"),
    path("<case_number:number>/erasure/confirmation", erasure.confirmation, name="erasure_confirmation"),
    path("<case_number:number>/erasure/refusal", erasure.refusal, name="erasure_refusal"),
    path("<case_number:number>/handler", handling.handler, name="handler"),
    path("<case_number:number>/called-units", handling.calling, name="calling"),
    path("<case_number:number>/take-over", handling.take_over_page, name="take_over"),
    path("<case_number:number>/merging", merging.merging, name="merging"),
    path("<case_number:number>/splitting-off", merging.splitting, name="splitting"),
]

mediating = [
    path("<case_number:number>/mediation", mediation.start, name="mediation"),
    path("<case_number:number>/mediation/turning-back", mediation.turning_back, name="turning_back"),
    path("<case_number:number>/mediation/parties", mediation.joining, name="joining"),
    path("<case_number:number>/mediation/sessions", mediation.meeting, name="meeting"),
    path("<case_number:number>/mediation/outcome", mediation.met, name="met"),
    path("<case_number:number>/mediation/agreement", mediation.agreement, name="agreement"),
    path("<case_number:number>/mediation/agreement.pdf", mediation.paper, name="agreement_paper"),
    path("<case_number:number>/mediation/signature", mediation.signature, name="agreement_signature"),
]

on_clocks = [
    path("<case_number:number>/first-contact", bending.first_contact, name="first_contact"),
    path("<case_number:number>/pause", bending.pause, name="pause"),
    path("<case_number:number>/pause/end", bending.resumption, name="resumption"),
    path("<case_number:number>/extension", bending.extension, name="extension"),
    path("<case_number:number>/extension/approval", bending.approval, name="approval"),
    path("<case_number:number>/extension/refusal", bending.refusal, name="refusal"),
]

by_telephone = [
    path("<case_number:number>/telephone", telephone.telephone, name="telephone"),
    path("<case_number:number>/telephone/contact", telephone.contact, name="contact"),
    path("<case_number:number>/telephone/confirmation", telephone.say("confirmation"), name="confirmation"),
    path("<case_number:number>/telephone/sending-back", telephone.say("sending_back"), name="sending_back"),
    path("<case_number:number>/telephone/reached", telephone.say("reached"), name="reached"),
    path("<case_number:number>/telephone/recheck", telephone.say("rechecking"), name="rechecking"),
    path("<case_number:number>/telephone/not-reached", telephone.say("not_reached"), name="not_reached"),
    path("<case_number:number>/telephone/addition", telephone.say("addition"), name="addition"),
    path("<case_number:number>/telephone/rating", telephone.say("rating"), name="rating"),
    path("<case_number:number>/telephone/withdrawal", telephone.say("withdrawal"), name="withdrawal"),
    path("<case_number:number>/telephone/renewal", telephone.say("renewal"), name="renewal"),
]

urlpatterns = [*lists, *one_case, *acts, *mediating, *by_telephone, *on_clocks]
