"""Routes of goals; included by `config` under `goals/`."""

from django.urls import path

from huisheng.goals.views import coverage, figures, goals, keep_goals, ratings

app_name = "goals"

urlpatterns = [
    path("", goals.index, name="index"),
    path("coverage", coverage.coverage, name="coverage"),
    path("figures", figures.figures, name="figures"),
    path("ratings", ratings.ratings, name="ratings"),
    path("new", keep_goals.new, name="goal_new"),
    path("<str:code>", goals.goal, name="goal"),
    path("<str:code>/promise", keep_goals.change, name="goal_change"),
    path("<str:code>/end", keep_goals.end, name="goal_end"),
    path("<str:code>/next-step", keep_goals.next_step, name="goal_next_step"),
]
