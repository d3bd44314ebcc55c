"""Routes of pages that join several apps; included by `config` under `desk/`."""

from django.urls import path

from huisheng.desk.views import (
    areas,
    board,
    duty,
    gaps,
    hand_over,
    home,
    keep_beside,
    keep_entities,
    keep_plot_branch,
    keep_posts,
    keep_team,
    log,
    my_day,
    network,
    organisations,
    plots,
    units,
)

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
    path("today", my_day.my_day, name="my_day"),
    path("board", board.board, name="board"),
    path("board/<str:number>/duty", duty.duty, name="board_duty"),
    path("log", log.log, name="log"),
    path("network", network.network, name="network"),
    path("network/gaps", gaps.gaps_page, name="gaps"),
    path("network/units/<str:code>", units.unit, name="unit"),
    path("network/plots/<str:code>", plots.plot, name="plot"),
    path("network/plots/<str:code>/branch", keep_plot_branch.plot_branch, name="keep_plot_branch"),
    path("network/plots/<str:code>/team", keep_team.team, name="keep_team"),
    path("network/plots/<str:code>/committees", keep_beside.committees, name="keep_committees"),
    path("network/plots/<str:code>/sign", plots.sign, name="plot_sign"),
    path("network/organisations/<str:code>", organisations.organisation, name="organisation"),
    path(
        "network/organisations/<str:code>/mass-organisations",
        keep_beside.mass_orgs,
        name="keep_mass_orgs",
    ),
    path("network/organisations/<str:code>/secretary", keep_posts.secretary, name="keep_secretary"),
    path("network/units/<str:code>/hub-household", keep_posts.hub_household, name="keep_hub_household"),
    path("network/posts/<int:pk>/hand-over", hand_over.page, name="hand_over"),
    path("network/entities", keep_entities.index, name="keep_entities"),
    path("network/entities/new", keep_entities.new, name="keep_entity_new"),
    path("network/entities/<int:pk>", keep_entities.entity, name="keep_entity"),
    path("network/areas/<str:code>", areas.area, name="area"),
]
