"""The demo's year: invented matters that go through the very steps of the acts. Seeded; about nobody."""
