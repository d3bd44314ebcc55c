"""Routes of pages that join several apps; included by `config` under `desk/`."""

from typing import Any

from django.urls import path

from huisheng.desk.views import (
    areas,
    board,
    duty,
    gaps,
    hand_over,
    home,
    keep_areas,
    keep_beside,
    keep_call_off,
    keep_drawing,
    keep_dwellings,
    keep_entities,
    keep_exchange,
    keep_import,
    keep_organisations,
    keep_plot,
    keep_plot_branch,
    keep_posts,
    keep_split,
    keep_team,
    keep_tree,
    keep_units,
    keep_units_tree,
    log,
    members,
    my_day,
    network,
    news,
    organisations,
    plots,
    signs,
    then,
    units,
)
from huisheng.desk.views.keep_act import KeepAct, keep_view

app_name = "desk"

# Acts that keep the tree: of what, which act, and how it is done.
KEPT: dict[str, dict[str, KeepAct[Any]]] = {
    "unit": {
        "new": keep_units.NEW,
        "edit": keep_units.EDIT,
        "move": keep_units_tree.MOVE,
        "merge": keep_units_tree.MERGE,
        "split": keep_units.SPLIT,
        "close": keep_units_tree.CLOSE,
    },
    "area": {
        "new": keep_areas.NEW,
        "edit": keep_areas.EDIT,
        "move": keep_areas.MOVE,
        "merge": keep_areas.MERGE,
        "close": keep_areas.CLOSE,
    },
    "organisation": {
        "edit": keep_organisations.EDIT,
        "move": keep_organisations.MOVE,
        "close": keep_organisations.CLOSE,
    },
}

urlpatterns = [
    path("", home.home, name="home"),
    path("today", my_day.my_day, name="my_day"),
    path("news", news.news, name="news"),
    path("news/count", news.count, name="news_count"),
    path("board", board.board, name="board"),
    path("board/<str:number>/duty", duty.duty, name="board_duty"),
    path("log", log.log, name="log"),
    path("network", network.network, name="network"),
    path("network/gaps", gaps.gaps_page, name="gaps"),
    path("network/units/<str:code>", units.unit, name="unit"),
    path("network/plots/new", keep_drawing.draw_new, name="draw_new_plot"),
    path("network/plots/<str:code>", plots.plot, name="plot"),
    path("network/plots/<str:code>/branch", keep_plot_branch.plot_branch, name="keep_plot_branch"),
    path("network/plots/<str:code>/team", keep_team.team, name="keep_team"),
    path("network/plots/<str:code>/committees", keep_beside.committees, name="keep_committees"),
    path("network/plots/<str:code>/sign", signs.plot_sign, name="plot_sign"),
    path("network/plots/<str:code>/sign.pdf", signs.plot_sign_pdf, name="plot_sign_pdf"),
    path("network/signs", signs.signs, name="signs"),
    path("network/plots/<str:code>/draw", keep_drawing.draw, name="draw_plot"),
    path("network/plots/<str:code>/split", keep_split.split, name="split_plot"),
    path("network/plots/<str:code>/join", keep_split.join, name="join_plots"),
    path("network/plots/<str:code>/attributes", keep_plot.facts, name="keep_plot"),
    path("network/plots/<str:code>/closure", keep_plot.close, name="close_plot"),
    path("network/plots/<str:code>/dwellings", keep_dwellings.dwellings, name="keep_dwellings"),
    path("network/organisations/<str:code>", organisations.organisation, name="organisation"),
    path(
        "network/organisations/<str:code>/mass-organisations",
        keep_beside.mass_orgs,
        name="keep_mass_orgs",
    ),
    path("network/organisations/<str:code>/members", members.of_organisation, name="members"),
    path("network/members/<str:number>", members.member, name="member"),
    path("network/organisations/<str:code>/secretary", keep_posts.secretary, name="keep_secretary"),
    path("network/units/<str:code>/hub-household", keep_posts.hub_household, name="keep_hub_household"),
    path("network/posts/<int:pk>/hand-over", hand_over.page, name="hand_over"),
    path("network/exchange", keep_exchange.exchange, name="exchange"),
    path("network/exchange/network.xlsx", keep_exchange.workbook, name="exchange_workbook"),
    path("network/exchange/members.xlsx", keep_exchange.members, name="exchange_members"),
    path("network/exchange/template.xlsx", keep_exchange.template, name="exchange_template"),
    path("network/exchange/<str:kind>.geojson", keep_exchange.land, name="exchange_land"),
    path("network/exchange/<uuid:pk>", keep_import.import_page, name="import"),
    path("network/exchange/<uuid:pk>/wrong-rows.xlsx", keep_import.wrong_rows, name="import_wrong"),
    path("network/entities", keep_entities.index, name="keep_entities"),
    path("network/entities/new", keep_entities.new, name="keep_entity_new"),
    path("network/entities/<int:pk>", keep_entities.entity, name="keep_entity"),
    path("network/areas/<str:code>", areas.area, name="area"),
    path("network/then", then.then, name="then"),
    path("network/keep", keep_tree.keep, name="keep"),
    path("network/changes/<int:pk>/calling-off", keep_call_off.call_off, name="keep_call_off"),
    path(
        "network/units/<str:code>/closing-called-off",
        keep_call_off.call_off_closing_of,
        name="keep_unit_call_off_closing",
    ),
    path(
        "network/areas/<str:code>/keep/organisation",
        keep_view(keep_organisations.NEW),
        name="keep_organisation_new",
    ),
    *[
        path(f"network/{thing}s/<str:code>/keep/{name}", keep_view(act), name=f"keep_{thing}_{name}")
        for thing, acts in KEPT.items()
        for name, act in acts.items()
    ],
]
