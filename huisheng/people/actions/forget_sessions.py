from django.contrib.sessions.backends.db import SessionStore


def forget_old_sessions() -> None:
    """Delete sessions that have run out. They are worth nothing, and say who was here when."""
    SessionStore.clear_expired()
