from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huisheng.core import clock
from huisheng.core.access import signed_in
from huisheng.people import queries
from huisheng.people.viewer import viewer_of


@signed_in
def me(request: HttpRequest) -> HttpResponse:
    """One's own account: where one is appointed, who stands in, how one signs in."""
    viewer = viewer_of(request)
    today = clock.today()
    posts = list(queries.posts_of(viewer.person_id or 0))
    return render(
        request,
        "people/me.html",
        {
            "viewer": viewer,
            "posts": [post for post in posts if post.until is None or post.until > today],
            "deputising": queries.deputising(viewer.person_id or 0, today),
            "today": today,
        },
    )
