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

from tests.access_of_cases import CASES
from tests.access_row import (
    HANDLERS,
    KEEPS,
    KEEPS_ABOVE,
    KEEPS_ALL,
    KEEPS_PLOT,
    REGISTRAR,
    RELATIONS,
    STAFF,
    Row,
)

__all__ = ["HANDLERS", "RELATIONS", "ROWS", "STAFF", "Row"]

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
    Row("portal:renewal", "everybody", about="secret"),
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
    *CASES,
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
    Row("desk:members", REGISTRAR, about="branch_of_members"),
    Row("desk:member", REGISTRAR, about="party_member"),
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
