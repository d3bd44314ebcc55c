"""How matters of the demo come in: by the same door as all others."""

from uuid import UUID

from huisheng.cases.actions.ask import Request, opened
from huisheng.cases.actions.bulk import BulkCourse
from huisheng.cases.actions.course import RESIDENT, Actor
from huisheng.cases.demo.beginnings import Beginning
from huisheng.cases.demo.life import Life
from huisheng.cases.demo.phrases import Wording
from huisheng.cases.demo.stage import Stage, utc
from huisheng.cases.demo.turning import MISTAKEN
from huisheng.cases.models.codes import Channel
from huisheng.cases.queries.routing import district_desk
from huisheng.network.nodes import PlotNode
from huisheng.people.contacts import PHONE, Contact
from huisheng.people.subjects import SubjectKey

WITHOUT_CATEGORY = frozenset({"no_category", "about_a_unit", MISTAKEN})
ABOUT_A_UNIT = ("about_a_unit", MISTAKEN)
TAPPED_ON_A_MAP = 0.5
ACCUSED_KNOWN, STREET_NAMED = 0.75, 0.5
# No operator has numbers that begin with 128: nobody can be rung by accident.
UNREACHABLE = "128{:08d}"


def open_life(stage: Stage, beginning: Beginning, case_id: UUID, number: str, key: SubjectKey | None) -> Life:
    """Take the matter in at its time, as far as the catalogue leads it."""
    wording = stage.phrases.matter(beginning.category)
    request = _request(stage, beginning, case_id, wording)
    course = opened(
        case_id,
        number,
        request,
        _taken_in_by(stage, beginning),
        key,
        at=utc(beginning.at),
        held=beginning.way == "unusual",
        course_of=BulkCourse,
    )
    course.events[0].codes["illustrative"] = True
    return Life(stage, beginning, course, wording)


def contact_of(stage: Stage) -> Contact:
    """A telephone number that nobody has."""
    return Contact(PHONE, UNREACHABLE.format(stage.rng.randrange(100_000_000)))


def _request(stage: Stage, beginning: Beginning, case_id: UUID, wording: Wording) -> Request:
    plot, way = beginning.plot, beginning.way
    accused = _accused(stage, beginning)
    words = (
        stage.phrases.about_a_unit(stage.network.unit(accused).name if accused else "办事的人")
        if way == "about_a_unit"
        else stage.phrases.request(wording, plot)
    )
    category = stage.catalogue.by_code[beginning.category]
    lies_in_a_home = beginning.address and not category.public_space and "{spot}" not in wording.problem
    return Request(
        words=words,
        key=case_id,
        channel=beginning.channel,
        category_id=None if way in WITHOUT_CATEGORY else category.id,
        urgency=beginning.urgency,
        plot_id=plot.id if plot else None,
        desk_unit_id=_street(stage, beginning),
        point=_point(stage, plot),
        outside=way == "outside",
        address=stage.phrases.address(plot) if plot and lies_in_a_home else "",
        about_a_unit=way in ABOUT_A_UNIT,
        accused_unit_id=accused,
    )


def _taken_in_by(stage: Stage, beginning: Beginning) -> Actor:
    if beginning.channel == Channel.WEB:
        return RESIDENT
    unit_id = beginning.plot.unit_id if beginning.plot else district_desk(stage.network)
    return stage.crew.desk(unit_id) or RESIDENT


def _accused(stage: Stage, beginning: Beginning) -> int | None:
    """A studio, station or sub-centre of the place, where the resident knows whom it is about."""
    if beginning.way not in ABOUT_A_UNIT or beginning.plot is None or not stage.happens(ACCUSED_KNOWN):
        return None
    chain = stage.network.ancestors(beginning.plot.unit_id)
    return stage.rng.choice([unit for unit in chain if stage.network.unit(unit).level > 1])


def _point(stage: Stage, plot: PlotNode | None) -> tuple[float, float] | None:
    return (plot.lon, plot.lat) if plot is not None and stage.happens(TAPPED_ON_A_MAP) else None


def _street(stage: Stage, beginning: Beginning) -> int | None:
    """Half of those who know no plot name their street; a planned matter waits at the district's desk."""
    named = beginning.way == "no_place" and not beginning.stop and stage.happens(STREET_NAMED)
    return stage.rng.choice(stage.streets) if named else None
