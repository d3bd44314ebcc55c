"""Routes of pages that join several apps; included by `config` under `desk/`."""

from django.urls import path

from huisheng.desk.views import (
    areas,
    board,
    duty,
    gaps,
    home,
    keep_entities,
    keep_exchange,
    keep_import,
    keep_plot_branch,
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
    path("network/plots/<str:code>/sign", plots.sign, name="plot_sign"),
    path("network/organisations/<str:code>", organisations.organisation, name="organisation"),
    path("network/exchange", keep_exchange.exchange, name="exchange"),
    path("network/exchange/network.xlsx", keep_exchange.workbook, name="exchange_workbook"),
    path("network/exchange/template.xlsx", keep_exchange.template, name="exchange_template"),
    path("network/exchange/<str:kind>.geojson", keep_exchange.land, name="exchange_land"),
    path("network/exchange/<uuid:pk>", keep_import.import_page, name="import"),
    path("network/exchange/<uuid:pk>/wrong-rows.xlsx", keep_import.wrong_rows, name="import_wrong"),
    path("network/entities", keep_entities.index, name="keep_entities"),
    path("network/entities/new", keep_entities.new, name="keep_entity_new"),
    path("network/entities/<int:pk>", keep_entities.entity, name="keep_entity"),
    path("network/areas/<str:code>", areas.area, name="area"),
]
