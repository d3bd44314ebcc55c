"""Pictures: only for those who see the case, and kept by nobody on the way."""

import io

from PIL import Image

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.photos import read_picture
from huisheng.cases.models import Case, CasePhoto
from huisheng.cases.tests.matters import assigned, token, viewer
from huisheng.cases.tests.pages import at, signed_in, text
from tests.cast import Cast


def with_picture(cast: Cast) -> tuple[Case, str, str]:
    """A case, and the addresses of its picture and of the small one."""
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "#777").save(out, "PNG")
    case = assigned(cast, pictures=(read_picture(out.getvalue()),))
    n = CasePhoto.objects.get(case=case).n
    return case, f"{at(case)}photos/{n}.jpg", f"{at(case)}photos/{n}/small.jpg"


def test_whoever_sees_the_case_sees_its_pictures(cast: Cast):
    case, large, small = with_picture(cast)
    client = signed_in(cast.wang_fang)
    page = text(client.get(at(case)))
    assert large in page
    assert small in page
    for address, width in ((large, 900), (small, 320)):
        response = client.get(address)
        assert response["Content-Type"] == "image/jpeg"
        assert Image.open(io.BytesIO(response.content)).width == width


def test_browsers_ask_each_time_and_nobody_else_keeps_them(cast: Cast):
    _case, large, _small = with_picture(cast)
    client = signed_in(cast.wang_fang)
    response = client.get(large)
    assert response["Cache-Control"] == "private, no-cache"
    assert client.get(large, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_outsiders_and_the_accused_get_none_not_even_one_they_had(cast: Cast):
    case, large, small = with_picture(cast)
    tag = signed_in(cast.wang_fang).get(large)["ETag"]
    accuse_unit(case.id, viewer(cast.sun_li), token(), cast.station.id)
    for person in (cast.wang_fang, cast.he_san):
        for address in (large, small):
            client = signed_in(person)
            assert client.get(address).status_code == 404
            assert client.get(address, headers={"If-None-Match": tag}).status_code == 404


def test_a_number_without_picture(cast: Cast):
    _case, large, _small = with_picture(cast)
    assert signed_in(cast.wang_fang).get(large.replace(".jpg", "9.jpg")).status_code == 404
