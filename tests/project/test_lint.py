"""The style of the SQL and the rules of the project, as `make lint` holds them."""

from conftest import ROOT, Project


def test_the_project_keeps_its_own_rules():
    result = Project(ROOT).make("lint")
    assert result.returncode == 0, result.stdout
