"""Keys between tables: down the layers only, and case tables ready to be distributed by case id."""

from django.apps import apps
from django.db import models
from django.db.models import Model

from tests.rules import keys

ALLOWED_TARGETS = {"network", "catalogue"}
LOOK_UP_TABLES = {"lookup_batch", "lookup_handle"}
"""What must be unique over all cases, keyed by that value: secret hashes, client keys, case numbers, batches."""


def _models() -> list[type[Model]]:
    return list(apps.get_models(include_auto_created=True))


def test_foreign_keys_point_down_the_layers() -> None:
    assert keys.upward_keys(_models()) == []


def test_case_tables_can_be_distributed_by_case_id() -> None:
    assert keys.undistributable(_models(), ALLOWED_TARGETS) == []


def test_tables_of_cases_are_case_tables_catalogue_or_listed_look_ups() -> None:
    tables = {model._meta.db_table for model in apps.get_app_config("cases").get_models()}
    others = {table for table in tables if not table.startswith(("cases_", "catalogue_"))}
    assert others == LOOK_UP_TABLES
    assert sum(table.startswith("cases_") for table in tables) > 3


class Place(Model):
    class Meta:
        app_label = "network"
        db_table = "network_example_place"


class Example(Model):
    """A case table with every fault that the rule knows."""

    code = models.CharField(max_length=9, unique=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT)
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT)

    class Meta:
        app_label = "cases"
        db_table = "cases_example"


class Pointer(Model):
    example = models.ForeignKey(Example, on_delete=models.PROTECT)

    class Meta:
        app_label = "network"
        db_table = "network_example_pointer"


# The examples are for the rule only: no other test shall meet them.
for each in (Place, Example, Pointer):
    del apps.all_models[each._meta.app_label][each._meta.model_name or ""]
apps.clear_cache()


def test_the_rule_sees_keys_that_cannot_be_distributed() -> None:
    assert keys.undistributable([Place, Example, Pointer], ALLOWED_TARGETS) == [
        "cases_example: unique over id does not begin with case_id",
        "cases_example: unique over code does not begin with case_id",
        "cases_example: foreign key account_id leads to people_account",
        "network_example_pointer.example_id leads into cases_example",
    ]


def test_the_rule_sees_a_key_that_points_up() -> None:
    assert keys.upward_keys([Place, Example, Pointer]) == ["network.Pointer.example → cases.Example"]
