from .audit import AuditEntry
from .calendar_day import CalendarDay
from .rate import RateWindow

__all__ = ["AuditEntry", "CalendarDay", "RateWindow"]
