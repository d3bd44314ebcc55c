from .audit import AuditEntry
from .calendar_day import CalendarDay
from .rate import RequestMark

__all__ = ["AuditEntry", "CalendarDay", "RequestMark"]
