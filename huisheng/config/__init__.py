"""Composition of the whole: settings, addresses, servers. No domain word lives here."""
