"""Who may call which route: the specification, written by hand. `test_access.py` tries it out on every route.

To add a route, add one row:

    Row("cases:case", "station_clerk:inside,above dispatcher:above leader:above *:called", about="case"),

- first the route's name, as `reverse` takes it;
- then who may: `everybody` (no account needed), `signed_in` (any account), or roles. `role` alone means
  wherever the person is appointed; `role:relation,relation` only there; `*:called` means every role that
  handles matters, so related. Whoever is not named is refused: without an account the sign-in page, with one
  403, or 404 where even the existence is nobody's business;
- `post="…"` when writing is for others than reading (405, no such page, is right for everybody);
- `about="…"` when the route has arguments or is about something that belongs to a unit: a name of
  `THINGS` in access_things.py;
- `empty=True` when even whoever may gets 404 as long as there is nothing to show.

Relations, seen from `cast.station` 景阳社区工作站:
    inside   appointed at that unit
    outside  appointed at a station of another street
    above    appointed at the street's sub-centre over it
    below    appointed at a studio under it
    called   appointed at 民政分中心, which was called to the thing
    centre   a dispatcher at 为民服务指导中心, who stands above everything: what `above` may, and more
"""

from __future__ import annotations

from dataclasses import dataclass

RELATIONS = ("inside", "outside", "above", "below", "called")
HANDLERS = (
    "field_worker",
    "station_clerk",
    "dispatcher",
    "department_handler",
    "call_back_clerk",
    "leader",
    "identity_officer",
)
# Keeps the register of members and sees no matters; called or not.
REGISTRAR = "registrar:centre"
STAFF = (*HANDLERS, "auditor", "administrator")


@dataclass(frozen=True)
class Row:
    """One route. See the top of this file."""

    route: str
    may: str
    post: str | None = None
    about: str = ""
    empty: bool = False

    def allows(self, role: str, relation: str, method: str) -> bool:
        """Whether somebody of that role and relation is let in. Role `nobody`: without an account."""
        words = (self.may if method == "GET" or self.post is None else self.post).split()
        if "everybody" in words or ("signed_in" in words and role != "nobody"):
            return True
        return any(_fits(word, role, relation) for word in words)


def _fits(word: str, role: str, relation: str) -> bool:
    named, _, relations = word.partition(":")
    if named != role and not (named == "*" and role in HANDLERS):
        return False
    named_relations = relations.split(",")
    return (
        not relations or relation in named_relations or (relation == "centre" and "above" in named_relations)
    )


# Who handles matters, as words of a row.
HANDLERS_WORD = " ".join(HANDLERS)
# architecture.md, "Who may see a case", as docs/decisions/0004-access.md reads it.
SEES = (
    "field_worker:inside station_clerk:inside,above dispatcher:inside,above department_handler:inside "
    "call_back_clerk:inside,above leader:inside,above identity_officer:inside,above *:called"
)
HANDLES = "field_worker:inside station_clerk:inside,above dispatcher:inside department_handler:inside"
# Somebody above, and outside the unit.
REVIEWS = "dispatcher:above leader:above"
# Whoever keeps the network at the station: its own people and those above it.
KEEPS_ALL = "dispatcher:centre"
KEEPS = "station_clerk:inside,above dispatcher:inside,above"
OVERSEE = "dispatcher:inside,above leader:inside,above identity_officer:inside,above"
# The plots under the station are kept by the studio's own people too.
KEEPS_PLOT = "station_clerk:inside,above,below dispatcher:inside,above,below"
# Whoever was called and does more than telephone.
CALLED = "field_worker:called station_clerk:called dispatcher:called department_handler:called leader:called"
CALLED += " identity_officer:called"
# Whoever was called and handles matters there.
CALLED_HANDLES = "field_worker:called station_clerk:called dispatcher:called department_handler:called"
# Who keeps the network at a unit, and who at the one above it.
KEEPS_ABOVE = "station_clerk:above dispatcher:above"

ROWS = (
    # The installation
    Row("healthz", "everybody"),
    # The look
    Row("ui:look", "everybody"),
    Row("ui:example", "everybody", about="example"),
    Row("ui:preferences", "everybody"),
    Row("ui:stylesheet", "everybody", about="stylesheet"),
    # Residents. Below the secret, the secret is all the right there is; a wrong one leads nowhere.
    Row("portal:ask", "everybody"),
    Row("portal:sign", "everybody", about="sign"),
    Row("portal:suggestion", "everybody"),
    Row("portal:map", "everybody", about="district_map"),
    Row("portal:lost", "everybody"),
    Row("portal:about", "everybody"),
    Row("portal:times", "everybody"),
    Row("portal:goals", "everybody"),
    Row("portal:responsible", "everybody"),
    Row("portal:api_who", "everybody"),
    Row("portal:track", "everybody", about="secret"),
    Row("portal:receipt", "everybody", about="secret"),
    Row("portal:additions", "everybody", about="secret"),
    Row("portal:confirmation", "everybody", about="secret"),
    Row("portal:return", "everybody", about="secret"),
    Row("portal:rating", "everybody", about="secret"),
    Row("portal:withdrawal", "everybody", about="secret"),
    Row("portal:photo", "everybody", about="secret_photo"),
    Row("portal:review", "everybody", about="secret"),
    Row("portal:recheck", "everybody", about="secret"),
    Row("portal:ledger", "everybody"),
    Row("goals:figures", "everybody"),
    Row("goals:ratings", "field_worker station_clerk dispatcher department_handler leader identity_officer"),
    Row("portal:contact_openings", "everybody", about="secret"),
    # The tamper-evident log: for everybody, as static files.
    Row("portal:log", "everybody"),
    Row("portal:evidence", "everybody", about="secret"),
    Row("portal:promise", "everybody", about="secret"),
    Row("portal:proof", "everybody", about="secret"),
    Row("evidence:checkpoint", "everybody"),
    Row("evidence:key", "everybody"),
    Row("evidence:tile", "everybody", about="tile"),
    Row("evidence:entries", "everybody", about="entries"),
    Row("evidence:openings_index", "everybody"),
    Row("evidence:listing", "everybody", about="openings_list"),
    Row("evidence:opening", "everybody", about="openings_file"),
    Row("portal:copy", "everybody", about="secret"),
    Row("portal:copy_as_data", "everybody", about="secret"),
    Row("portal:erasure", "everybody", about="secret"),
    # Signing in and out
    Row("account_login", "everybody"),
    Row("mfa_authenticate", "everybody"),
    Row("mfa_login_webauthn", "everybody"),
    Row("account_logout", "everybody"),
    Row("people:invitation", "everybody", about="invitation"),
    # One's own account
    Row("people:me", "signed_in"),
    Row("account_change_password", "signed_in"),
    Row("account_reauthenticate", "signed_in"),
    Row("mfa_reauthenticate", "signed_in"),
    Row("mfa_reauthenticate_webauthn", "signed_in"),
    Row("mfa_index", "signed_in"),
    Row("mfa_activate_totp", "signed_in"),
    Row("mfa_totp_qr", "signed_in", empty=True),
    Row("mfa_deactivate_totp", "signed_in", empty=True),
    Row("mfa_view_recovery_codes", "signed_in", empty=True),
    Row("mfa_generate_recovery_codes", "signed_in"),
    Row("mfa_list_webauthn", "signed_in"),
    Row("mfa_add_webauthn", "signed_in"),
    # Whose key it is, is tried in people/tests/test_second_factor.py: these ask for the password first.
    Row("mfa_edit_webauthn", "signed_in", about="no_passkey", empty=True),
    Row("mfa_remove_webauthn", "signed_in", about="no_passkey", empty=True),
    # Standing in: whoever is away, or an administrator. 王芳 is the clerk inside.
    Row("people:absence", "administrator station_clerk:inside", about="appointment"),
    Row("people:absence_ending", "administrator station_clerk:inside", about="absence"),
    Row("people:deputy_confirmation", "administrator", about="deputy"),
    Row("people:deputy_refusal", "administrator", about="deputy"),
    # Accounts and roles
    Row("people:accounts", "administrator"),
    Row("people:account_new", "administrator"),
    Row("people:account", "administrator", about="account"),
    Row("people:account_ending", "administrator", about="account"),
    Row("people:account_invitation", "administrator", about="account"),
    Row("people:account_factor_reset", "administrator", about="account"),
    Row("people:appointment_ending", "administrator", about="appointment"),
    Row("people:grants", "administrator"),
    Row("people:grant_new", "administrator", about="account"),
    Row("people:grant_confirmation", "administrator", about="grant"),
    Row("people:grant_refusal", "administrator", about="grant"),
    # Lists of cases, and taking one in
    Row("cases:queue", HANDLERS_WORD),
    Row("cases:search", HANDLERS_WORD),
    Row("cases:search_person", "call_back_clerk"),
    Row("cases:calls", "call_back_clerk"),
    Row("cases:intake", "field_worker station_clerk dispatcher call_back_clerk"),
    Row("cases:suggestion", "field_worker station_clerk dispatcher call_back_clerk"),
    Row("cases:triage_next", "station_clerk dispatcher"),
    Row("cases:whistles", "field_worker station_clerk dispatcher department_handler"),
    Row("cases:whistles_overview", "station_clerk dispatcher leader"),
    # The catalogue: read by everybody who handles matters, edited at the top of the district
    Row("cases:times", HANDLERS_WORD),
    Row("cases:times_edit", KEEPS_ALL, about="whole_network"),
    Row("cases:calendar", HANDLERS_WORD, post=KEEPS_ALL),
    Row("cases:routes", HANDLERS_WORD),
    Row("cases:routes_history", HANDLERS_WORD),
    Row("cases:routes_edit", KEEPS_ALL, about="whole_network"),
    # Letters: by call-back clerks, as the telephone; a batch only whole
    Row("cases:letters", "call_back_clerk"),
    Row("cases:letter_paper", "call_back_clerk:above", about="letter_batch"),
    Row("cases:letter_posting", "call_back_clerk:above", about="letter_batch"),
    Row("cases:letter_coming_back", "call_back_clerk:above", about="letter"),
    # Mediation: led by whoever handles the matter; its agreement is read by whoever sees it
    Row("cases:mediation", HANDLES, about="case"),
    Row("cases:joining", HANDLES, about="mediation"),
    Row("cases:meeting", HANDLES, about="mediation"),
    Row("cases:met", HANDLES, about="mediation"),
    Row("cases:agreement", HANDLES, about="mediation"),
    Row("cases:signature", HANDLES, about="mediation"),
    Row("cases:agreement_paper", SEES, about="mediation"),
    Row("portal:mediation", "everybody", about="secret_mediation"),
    Row("portal:party", "everybody", about="secret_party"),
    # Messages out
    Row("outbox:reports", "everybody"),
    Row("outbox:templates", "administrator"),
    Row("outbox:template", "administrator", about="message_template"),
    # One case: whose reach contains the unit, and who was called; nobody below it, nobody beside it
    Row("cases:case", SEES, about="case"),
    Row("cases:changes", SEES, about="case"),
    Row("cases:photo", SEES, about="case_photo"),
    Row("cases:thumbnail", SEES, about="case_photo"),
    # Acts on a case
    Row("cases:triage", "station_clerk:inside,above dispatcher:inside,above", about="case_at_triage"),
    Row("cases:accusation", "station_clerk:inside,above dispatcher:inside,above", about="case"),
    Row("cases:lifting", "station_clerk:inside,above dispatcher:inside,above", about="case"),
    Row("cases:assignment", "station_clerk:inside,above dispatcher:inside,above", about="case_triaged"),
    Row("cases:take_over", "station_clerk:above dispatcher:above", about="case_escalated"),
    Row("cases:first_contact", HANDLES, about="case"),
    Row("cases:pause", HANDLES, about="case"),
    Row("cases:resumption", HANDLES, about="case_paused"),
    Row("cases:extension", HANDLES, about="case"),
    Row("cases:approval", "station_clerk:above dispatcher:above", about="case_asking_for_time"),
    Row("cases:refusal", "station_clerk:above dispatcher:above", about="case_asking_for_time"),
    Row("cases:acceptance", HANDLES, about="case_to_sign"),
    Row("cases:answer", HANDLES, about="case"),
    Row("cases:question", HANDLES, about="case"),
    Row("cases:objection", HANDLES, about="case"),
    Row("cases:ruling", "dispatcher:above leader:above", about="case_objected"),
    Row("cases:conversation", HANDLES, about="case"),
    # Who the resident is, opened by an officer from outside the handling unit
    Row("cases:identity", "identity_officer:above", about="case_at_home"),
    Row("cases:identity_look", "identity_officer:above", about="case_at_home"),
    # Erasing at the desk: two officers
    Row("cases:erasure", "identity_officer:inside,above", about="case"),
    Row("cases:erasure_confirmation", "identity_officer:inside,above", about="case"),
    Row("cases:erasure_refusal", "identity_officer:inside,above", about="case"),
    Row("cases:address", HANDLES, about="case_at_home"),
    # A whistle: blown by whoever handles it, answered by whoever was called, ended by whoever blew it
    Row("cases:whistle_blow", HANDLES, about="case"),
    Row("cases:whistle", SEES, about="whistle"),
    Row("cases:signature", CALLED_HANDLES, about="case_whistled"),
    Row("cases:contact_call", CALLED_HANDLES, about="case_whistled"),
    Row("cases:visit", CALLED_HANDLES, about="case_whistled"),
    Row("cases:report", CALLED_HANDLES, about="case_whistled"),
    Row("cases:inability", CALLED_HANDLES, about="case_whistled"),
    Row("cases:lead", CALLED_HANDLES, about="case_whistled"),
    Row("cases:coming", "dispatcher:centre", about="case_where_one_cannot_come"),
    Row("cases:whistle_end", HANDLES, about="case_whistled"),
    Row("cases:calling_off", HANDLES, about="case_whistled"),
    Row("cases:handler", HANDLES, about="case"),
    Row("cases:calling", HANDLES, about="case"),
    Row("cases:progress", f"{HANDLES} {CALLED}", about="case"),
    Row("cases:notes", f"{HANDLES} {CALLED} {OVERSEE}", about="case"),
    # How it ends or waits: asked for inside, decided by somebody above who stands outside
    Row("cases:ledger", HANDLERS_WORD),
    Row("cases:reviews", "dispatcher leader"),
    Row("cases:exclusion", HANDLES, about="case_referred"),
    Row("cases:exclusion_decision", REVIEWS, about="case_exclusion_asked"),
    Row("cases:exclusion_review", REVIEWS, about="case_contested"),
    Row("cases:insisted", REVIEWS, about="case_insisted"),
    Row("cases:pending", HANDLES, about="case"),
    Row("cases:pending_decision", REVIEWS, about="case_pending_asked"),
    Row("cases:pending_review", HANDLES, about="case_pending"),
    # What a resident says by telephone is taken by a call-back clerk from outside the handling unit
    # Several who report one matter, and taking back
    Row("cases:triage_undo", "station_clerk dispatcher"),
    Row("cases:batch", "station_clerk dispatcher"),
    Row("cases:batch_done", "station_clerk:inside", about="batch"),
    Row("cases:batch_undoing", "station_clerk:inside", about="batch"),
    Row("cases:printing", HANDLERS_WORD),
    Row("cases:merging", "station_clerk:inside,above dispatcher:inside,above", about="case"),
    Row("cases:splitting", "station_clerk:inside,above dispatcher:inside,above", about="case_merged"),
    Row("cases:telephone", "call_back_clerk:above", about="case"),
    Row("cases:contact", "call_back_clerk:above", about="case"),
    Row("cases:confirmation", "call_back_clerk:above", about="case"),
    Row("cases:sending_back", "call_back_clerk:above", about="case"),
    Row("cases:reached", "call_back_clerk:above", about="case"),
    Row("cases:rechecking", "call_back_clerk:above", about="case"),
    Row("cases:call_scripts", "dispatcher"),
    Row("cases:not_reached", "call_back_clerk:above", about="case"),
    Row("cases:addition", "call_back_clerk:above", about="case"),
    Row("cases:rating", "call_back_clerk:above", about="case"),
    Row("cases:withdrawal", "call_back_clerk:above", about="case"),
    # The desk: pages that join several apps
    Row("desk:home", "signed_in"),
    Row("desk:my_day", "field_worker station_clerk dispatcher department_handler"),
    Row("desk:news", "field_worker station_clerk dispatcher department_handler"),
    Row("desk:news_count", "field_worker station_clerk dispatcher department_handler"),
    Row("desk:board", "station_clerk dispatcher leader"),
    Row("desk:board_duty", "station_clerk:inside,above dispatcher:inside,above", about="case"),
    Row("desk:log", "auditor"),
    Row("desk:network", "signed_in"),
    Row("desk:gaps", "signed_in"),
    Row("goals:coverage", "signed_in"),
    Row("goals:index", "signed_in"),
    Row("goals:goal", "signed_in", about="goal"),
    Row("goals:goal_new", "leader"),
    Row("goals:goal_change", "leader:above", about="goal"),
    Row("goals:goal_end", "leader:above", about="goal"),
    Row("goals:goal_next_step", f"{KEEPS} leader:inside,above", about="goal"),
    Row("desk:unit", "signed_in", about="unit"),
    Row("desk:plot", "signed_in", about="plot"),
    Row("desk:plot_sign", "signed_in", about="plot"),
    Row("desk:plot_sign_pdf", "signed_in", about="plot"),
    Row("desk:signs", "signed_in"),
    Row("desk:organisation", "signed_in", about="organisation"),
    Row("desk:area", "signed_in", about="area"),
    # Files of the whole network: whoever keeps it from the centre down, as 民政分中心 stands for here
    Row("desk:exchange", f"{KEEPS_ALL} {REGISTRAR}", about="whole_network"),
    Row("desk:exchange_members", REGISTRAR, about="whole_network", empty=True),
    Row("desk:exchange_workbook", KEEPS_ALL, about="whole_network"),
    Row("desk:exchange_template", f"{KEEPS_ALL} {REGISTRAR}", about="whole_network"),
    Row("desk:exchange_land", KEEPS_ALL, about="land"),
    Row("desk:import", KEEPS_ALL, about="network_import"),
    Row("desk:import_wrong", KEEPS_ALL, about="network_import", empty=True),
    # Plots, kept by whoever keeps their unit
    Row("desk:draw_new_plot", "station_clerk dispatcher"),
    Row("desk:draw_plot", KEEPS_PLOT, about="plot"),
    Row("desk:split_plot", KEEPS_PLOT, about="plot"),
    Row("desk:join_plots", KEEPS_PLOT, about="plot"),
    Row("desk:keep_plot", KEEPS_PLOT, about="plot"),
    Row("desk:close_plot", KEEPS_PLOT, about="plot"),
    Row("desk:keep_dwellings", KEEPS_PLOT, about="plot"),
    # Organisations and posts, kept by whoever keeps the network there
    Row("desk:keep_plot_branch", KEEPS_PLOT, about="plot"),
    Row("desk:keep_team", KEEPS_PLOT, about="plot"),
    Row("desk:keep_committees", KEEPS_PLOT, about="plot"),
    Row("desk:keep_mass_orgs", KEEPS, about="organisation"),
    Row("desk:keep_secretary", KEEPS, about="organisation"),
    Row("desk:keep_hub_household", KEEPS_PLOT, about="hub"),
    # Secretaries by whoever keeps the place; roles by administrators: desk/tests/test_hand_over.py
    Row("desk:hand_over", KEEPS, about="secretary"),
    Row("desk:keep_entities", "station_clerk dispatcher"),
    Row("desk:keep_entity_new", "station_clerk dispatcher"),
    Row("desk:keep_entity", KEEPS, about="entity"),
    Row("desk:then", "signed_in"),
    # Keeping the tree: what lies below one's own unit, and the unit's own words; its place belongs to the level above
    Row("desk:keep", "station_clerk dispatcher"),
    Row("desk:keep_unit_new", KEEPS, about="unit"),
    Row("desk:keep_unit_edit", KEEPS, about="unit"),
    Row("desk:keep_unit_move", KEEPS_ABOVE, about="unit"),
    Row("desk:keep_unit_merge", KEEPS_ABOVE, about="unit"),
    Row("desk:keep_unit_split", KEEPS_ABOVE, about="unit"),
    Row("desk:keep_unit_close", KEEPS_ABOVE, about="unit"),
    Row("desk:keep_unit_call_off_closing", KEEPS_ABOVE, about="unit"),
    Row("desk:keep_call_off", KEEPS_ABOVE, about="planned_move"),
    Row("desk:keep_area_new", KEEPS, about="area"),
    Row("desk:keep_area_edit", KEEPS, about="area"),
    Row("desk:keep_area_move", KEEPS_ABOVE, about="area"),
    Row("desk:keep_area_merge", KEEPS_ABOVE, about="area"),
    Row("desk:keep_area_close", KEEPS_ABOVE, about="area"),
    Row("desk:keep_organisation_new", KEEPS, about="area"),
    Row("desk:keep_organisation_edit", KEEPS, about="organisation"),
    Row("desk:keep_organisation_move", KEEPS, about="organisation"),
    Row("desk:keep_organisation_close", KEEPS, about="organisation"),
)
