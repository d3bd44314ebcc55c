"""Indicators, one a file, in the order in which pages show them (indicators.md)."""

from huisheng.goals.indicators import (
    call_back,
    closure,
    composite,
    durable_fix,
    exclusion,
    misroute,
    on_time,
    overturned,
    per_thousand,
    reopen,
    resolution,
    response,
    satisfaction,
    sign_off,
    time,
)
from huisheng.goals.indicators.indicator import Indicator

INDICATORS: tuple[Indicator, ...] = tuple(
    module.INDICATOR
    for module in (
        *(closure, on_time, time, sign_off, response, resolution, satisfaction, call_back),
        *(reopen, durable_fix, exclusion, overturned, misroute),
        *(composite, per_thousand),
    )
)
BY_CODE = {indicator.code: indicator for indicator in INDICATORS}
