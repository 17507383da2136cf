"""The style of the SQL and the rules of the project, as `make lint` holds them."""

from conftest import ROOT, Project


def test_the_project_keeps_its_own_rules():
    # Beside another worker one process takes a tenth less.
    result = Project(ROOT).make("lint", "PROCESSES=1")
    assert result.returncode == 0, result.stdout
