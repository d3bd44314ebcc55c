from typing import Any

from django.core.management.base import BaseCommand

from huisheng.people.actions.load_roles import load_roles


class Command(BaseCommand):
    help = "Writes roles, their functions and how far these reach; `migrate` does it, too."

    def handle(self, *args: Any, **options: Any) -> None:
        load_roles()
        self.stdout.write("Roles and functions are as huisheng/people/reference.py has them.")
