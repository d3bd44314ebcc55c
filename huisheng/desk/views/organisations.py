from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from huisheng.core import clock
from huisheng.core.access import signed_in
from huisheng.desk.permissions import may_keep_area, may_keep_members
from huisheng.desk.queries.keepable import acts_on_organisation
from huisheng.desk.queries.people_at import posts_at
from huisheng.desk.queries.told import told_by
from huisheng.network.models import Organisation, OrganisationKind
from huisheng.network.nodes import PlotNode
from huisheng.network.queries import FEWEST_MEMBERS, organisation_page
from huisheng.network.tree import tree
from huisheng.people.queries import member_counts
from huisheng.people.viewer import viewer_of


@signed_in
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """A party organisation: superior and inferiors, secretary, plots; how many members, never who (D7)."""
    found = get_object_or_404(Organisation.objects.only("pk"), code=code)
    page = organisation_page(found.pk)
    members = member_counts([found.pk]).get(found.pk, 0)
    today = tree().day
    may_keep = page.organisation.holds_on(today) and may_keep_area(
        viewer_of(request), page.organisation.area_id
    )
    context = {
        "page": page,
        "members": members,
        "is_small": members < FEWEST_MEMBERS,
        "posts": posts_at(organisation=found.pk),
        "held": [held for held in page.held if held.until is None or held.until > today],
        "formerly": [held for held in page.held if held.until is not None and held.until <= today],
        "today": today,
        "now": clock.now(),
        "acts": acts_on_organisation(viewer_of(request), page.organisation),
        "story": told_by(Organisation, found.pk),
        "may_keep": may_keep,
        "may_keep_members": may_keep_members(viewer_of(request)),
        "free_plots": _free_plots(page.organisation) if may_keep else [],
    }
    return render(request, "desk/organisation.html", context)


def _free_plots(organisation: Organisation) -> list[PlotNode]:
    """Plots of its area that no branch holds: what a branch could be given."""
    if organisation.kind != OrganisationKind.BRANCH or organisation.area_id is None:
        return []
    return [plot for plot in tree().plots_in(organisation.area_id) if plot.organisation_id is None]
