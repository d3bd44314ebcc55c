from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from huisheng.core import clock
from huisheng.core.access import signed_in
from huisheng.desk.permissions import may_keep_area
from huisheng.desk.queries.keepable import acts_on_organisation
from huisheng.desk.queries.people_at import posts_at
from huisheng.desk.queries.told import told_by
from huisheng.network.models import Organisation
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
        "may_keep": page.organisation.holds_on(today)
        and may_keep_area(viewer_of(request), page.organisation.area_id),
    }
    return render(request, "desk/organisation.html", context)
