"""Many documents from Parquet: the checks name exactly the figures that are wrong."""

from __future__ import annotations

import json
import re
import subprocess
from functools import partial
from pathlib import Path

import duckdb
import numpy
import pytest
from conftest import DOCUMENT, Project, prepare
from generate import choose_errors, generate

DOCUMENTS = 20
ERRORS = 8

# What must fail, from the known wrong figures and the terms of a good document.
EXPECTED = """
select
    'generated_' || printf('%06d', errors.document) || '/' || checks.check_name as check_id,
    case when errors.kind = 'wrong' then 'inconsistent' else 'missing' end as status
from read_parquet('{folder}/errors.parquet') as errors
inner join read_parquet('{folder}/terms.parquet') as terms using (cell)
inner join read_parquet('{folder}/checks.parquet') as checks using (rule)
where terms.weight <> 0 or errors.kind <> 'wrong'
"""


@pytest.fixture(scope="module")
def lake(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of generated documents, some with one wrong, missing or null figure."""
    folder = tmp_path_factory.mktemp("o'b [1]") / "lake"
    warm = partial(built.warm, built.folder, "dbt")
    generate(folder, DOCUMENTS, seed=7, errors=ERRORS, long=True, database=built.database, dbt=warm)
    # Any name will do to write them; the queries below are easier to read without.
    return folder.rename(tmp_path_factory.mktemp("lake") / "lake")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where every lake is read from, as a link: another name, and dbt would parse the project anew.

    In it is a quotation mark, through which SQL could come.
    """
    return tmp_path_factory.mktemp("o'b") / "lake"


def build_with(place: Path, folder: Path, project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Build a project with the lake in a folder, and explain all that is wrong in it."""
    put(place, folder)
    variables = {"lake": f"{place}/**/*.parquet", "explained_documents": ERRORS}
    return project.build("--vars", json.dumps(variables), *arguments)


def put(place: Path, folder: Path) -> None:
    """Let a folder be the lake."""
    place.unlink(missing_ok=True)
    place.symlink_to(folder)


@pytest.fixture(scope="module")
def once(built: Project, lake: Path, place: Path, tmp_path_factory: pytest.TempPathFactory):
    """The project built with the lake beside its seeds, and what dbt said."""
    project = prepare(built, tmp_path_factory.mktemp("lake_build") / "project")
    return project, build_with(place, lake / "lake", project)


@pytest.fixture
def lake_build(once, lake: Path, place: Path):
    """The same, with the lake in its place."""
    put(place, lake / "lake")
    return once


@pytest.mark.parametrize("documents", [1, 2, 3, 4])
def test_few_documents_have_errors_too(documents: int):
    chosen = choose_errors(numpy.random.default_rng(1), documents, 100, min(documents, 3))
    assert chosen["document"].tolist() == [0, 1, 2][:documents]
    assert chosen["kind"].tolist() == [0, 1, 2][:documents] and (chosen["off_by"] != 0).all()


def test_every_kind_of_error_is_tried(lake: Path):
    kinds = duckdb.sql(f"select distinct kind from '{lake}/errors.parquet'").fetchall()
    assert {kind for (kind,) in kinds} == {"wrong", "missing", "null"}


def test_exactly_the_injected_errors_are_named(lake: Path, lake_build):
    project, _ = lake_build
    with duckdb.connect(str(project.database), read_only=True) as connection:
        named = connection.execute(
            "select check_id, status from check_results where status <> 'consistent'"
            " and document_id like 'generated_%'"
        ).fetchall()
    expected = duckdb.sql(EXPECTED.format(folder=lake)).fetchall()
    assert len({check_id.split("/")[0] for check_id, _ in expected}) == ERRORS
    assert sorted(named) == sorted(expected)


def test_every_document_has_its_verdict(lake: Path, lake_build):
    project, _ = lake_build
    checks = duckdb.sql(f"select count(*) from '{lake}/checks.parquet'").fetchone()[0]
    wrong = duckdb.sql(
        f"""
        select split_part(check_id, '/', 1), count(*) filter (where status = 'inconsistent'),
            count(*) filter (where status = 'missing')
        from ({EXPECTED.format(folder=lake)}) group by all
        """
    ).fetchall()
    with duckdb.connect(str(project.database), read_only=True) as connection:
        verdicts = connection.execute(
            "select document_id, failing_count, missing_count, check_count, verdict, is_explained"
            " from document_verdicts where is_from_lake"
        ).fetchall()
    assert len(verdicts) == DOCUMENTS
    assert {check_count for *_, check_count, _, _ in verdicts} == {checks}
    assert sorted(row[:3] for row in verdicts if row[4] != "consistent") == sorted(wrong)
    assert all(explained == (verdict != "consistent") for *_, verdict, explained in verdicts)


def test_what_is_asked_of_a_document_is_what_the_models_say(lake_build):
    """Of one that is explained, one that is not, and one of the seeds."""
    project, _ = lake_build
    with duckdb.connect(str(project.database), read_only=True) as connection:
        consistent, explained = (
            connection.execute(
                f"select min(document_id) from document_verdicts where is_from_lake and {kind} is_explained"
            ).fetchone()[0]
            for kind in ("not", "")
        )
        columns = "check_id, table_id, row_no, column_no, printed_amount, expected_amount, residual,"
        columns += " residual_lower, residual_upper, figures_missing, status"
        for document in (explained, "jlis_fy2021_january"):
            asked = connection.execute(f"select {columns} from checks_of('{document}') order by 1").fetchall()
            told = connection.execute(
                f"select {columns} from check_results where document_id = '{document}' order by 1"
            ).fetchall()
            assert asked == told and len(told) > 2900
            amounts = connection.execute(
                "select line_id, business_id, stage, amount_thousand_yen from statement_amounts"
                f" where document_id = '{document}' order by all"
            ).fetchall()
            assert amounts == connection.execute(
                "select line_id, business_id, stage, amount_thousand_yen"
                f" from statement_of('{document}') order by all"
            ).fetchall()
        statuses = connection.execute(
            f"select status, count(*) from checks_of('{consistent}') group by all"
        ).fetchall()
        assert [status for status, _ in statuses] == ["consistent"]
        printed = connection.execute(
            f"select sum(amount) from stg_lake_figures where document_id = '{consistent}'"
        ).fetchone()
        assert printed == connection.execute(f"select sum(amount) from figures_of('{consistent}')").fetchone()
        assert connection.execute("select count(*) from checks_of('no such document')").fetchone() == (0,)


def test_dbt_names_document_rule_and_place(lake: Path, lake_build):
    _, result = lake_build
    assert result.returncode == 1
    # Tests fail; no table of all documents falls over one that lacks a figure.
    assert " FAIL " in result.stdout and " ERROR " not in result.stdout
    assert "generated_0" in result.stdout
    assert "assert_transcription_can_be_read" not in result.stdout


def test_the_second_reader_needs_no_facts_to_read_them(lake: Path, lake_build):
    """What holds for any document is held against them too; nothing is accused wrongly."""
    project, _ = lake_build
    result = project.expect()
    assert result.returncode == 1 and "could not be evaluated:" not in result.stdout, result.stdout
    named = set(re.findall(r"文書 document (\w+)", result.stdout))
    wrong = duckdb.sql(f"""
        select 'generated_' || printf('%06d', document)
        from '{lake}/errors.parquet' inner join '{lake}/cells.parquet' using (cell)
        where kind = 'wrong' and unit = 'thousand_yen'
    """).fetchall()
    every = duckdb.sql(f"select 'generated_' || printf('%06d', document) from '{lake}/errors.parquet'")
    assert wrong and {document for (document,) in wrong} <= named, result.stdout
    assert named <= {document for (document,) in every.fetchall()}, result.stdout


def test_the_wrong_figure_is_among_the_suspects(lake: Path, lake_build):
    project, _ = lake_build
    with duckdb.connect(str(project.database), read_only=True) as connection:
        found = connection.execute(
            f"""
            select
                errors.document,
                max(suspects.proposed_amount = errors.amount_right
                    and suspects.row_no = cells.row_no and suspects.column_no = cells.column_no)
            from '{lake}/errors.parquet' as errors
            inner join '{lake}/cells.parquet' as cells using (cell)
            left join suspect_figures as suspects
                on suspects.document_id = 'generated_' || printf('%06d', errors.document)
            where errors.kind = 'wrong'
            group by all
            """
        ).fetchall()
    assert found
    assert all(is_found for _, is_found in found), found


def test_a_suspect_of_the_lake_is_named_by_its_file_and_keys(place: Path, lake_build):
    project, result = lake_build
    with duckdb.connect(str(project.database), read_only=True) as connection:
        named = connection.execute(
            """
            select distinct
                suspects.message_ja, suspects.message_en,
                ? || '/000000.parquet document_id ' || figures.document_id
                || ' table_id ' || figures.table_id || ' line_id ' || figures.line_id as place,
                figures.business_id || '/' || figures.stage as column_name
            from suspect_figures as suspects
            inner join printed_figures as figures
                using (document_id, table_id, row_no, column_no)
            where document_id like 'generated_%'
            """,
            [str(place)],
        ).fetchall()
    assert named
    for japanese, english, row, column in named:
        assert japanese.startswith(f"{row} 列 {column} 「")
        assert english.startswith(f'{row} column {column} "')
    assert f"  {place}/" in result.stdout and "seeds/generated_" not in result.stdout


def test_the_real_document_is_as_without_a_lake(built: Project, lake_build):
    project, _ = lake_build
    rows = []
    for database in (built.database, project.database):
        with duckdb.connect(str(database), read_only=True) as connection:
            rows.append(
                connection.execute(
                    "select * from check_results where document_id not like 'generated_%'"
                    " order by check_id"
                ).fetchall()
            )
    assert rows[0] == rows[1]


# Prints in million yen beside those in thousand yen, and in place of some. Documents
# in turn have them right, one too many, one too few, with half a unit just inside
# and just outside, and with a minus mark too many. Odd and even documents are of two
# forms; each stands once more with amounts that no sum takes.
ROUNDED = """
copy (
    with figures as (
        select
            * exclude (suffix, factor) replace (document_id || suffix as document_id, factor * amount as amount),
            dense_rank() over (order by document_id) - 1 as number,
            hash(line_id, business_id, stage) % 7 as kind
        from read_parquet('{lake}/lake/*.parquet')
        cross join (values ('', 1), ('_large', 1000000)) as sizes (suffix, factor)
        where document_id in (
            select 'generated_' || printf('%06d', number) from range({documents}) as numbers (number)
            where number not in (select document from '{lake}/errors.parquet')
        )
    )
    select * exclude (number, kind) from figures
    where not (line_id = 'supplies' and stage = 'revised')
    union all
    select
        document_id, taxonomy_id, 'overview_balance_sheet' as table_id, line_id, business_id, stage,
        'million_yen' as unit,
        case when amount < 0 then -1 else 1 end * ((2 * abs(amount) + 1000) // 2000)
        + case when kind = 1 and line_id = 'buildings' then number % 3 - 1 else 0 end
    from figures
    where
        kind = 1
        or (line_id = 'supplies' and stage = 'revised')
        or (
            business_id = 'total' and stage = 'original'
            and line_id = case number % 2 when 0 then 'current_assets' else 'current_liabilities' end
        )
) to '{path}' (format parquet)
"""


def test_the_sums_prove_what_the_checks_say(once, lake: Path, place: Path, tmp_path: Path):
    """Rounded prints, intervals and large amounts too: inconsistent is exactly what has a failing check."""
    (tmp_path / "lake").mkdir()
    path = tmp_path / "rounded.parquet"
    duckdb.sql(ROUNDED.format(lake=lake, documents=DOCUMENTS, path=path))
    # One figure of each of the later documents moves, by less and less.
    duckdb.sql(
        f"""
        copy (
            select * replace (
                amount + case
                    when line_id = 'cash_and_deposits' and business_id = 'general' and stage = 'revised'
                        then case document_id[17:17] when '5' then 1000 when '6' then 10 when '7' then 1 else 0 end
                    else 0
                end as amount
            )
            from '{path}'
        ) to '{tmp_path / "lake" / "moved.parquet"}' (format parquet)
        """
    )
    project = prepare(once[0], tmp_path / "project")
    result = build_with(
        place, tmp_path / "lake", project,
        "--select", "+document_verdicts", "--exclude-resource-type", "test", "unit_test",
    )
    assert result.returncode == 0, result.stdout
    with duckdb.connect(str(project.database), read_only=True) as connection:
        documents = connection.execute(
            "select document_id, verdict, failing_count from document_verdicts where is_from_lake"
        ).fetchall()
        rules = connection.execute(
            "select count(*) filter (where half_unit > 0 and rounded_side is null),"
            " count(*) filter (where half_unit > 0 and rounded_side = 'printed')"
            " from checks where template_id like 'generated_%'"
        ).fetchone()
        assert min(rules) > 5
        summed = connection.execute("select count(distinct template_no) from int_lake_sums").fetchone()[0]
        assert summed == 2
        suspicious = connection.execute("select document_id from int_lake_suspicious").fetchall()
        large = {(document, verdict) for document, verdict, _ in documents if document.endswith("_large")}
        assert {verdict for _, verdict in large} == {"consistent", "inconsistent"}
        assert {document for document, _ in large} <= {document for (document,) in suspicious}
        assert len(suspicious) < len(documents)
        assert len({verdict for _, verdict, _ in documents}) == 2
        for document, verdict, failing in documents:
            counted = connection.execute(
                f"select count(*) from checks_of('{document}') where status <> 'consistent'"
            ).fetchone()[0]
            assert counted == failing
            assert (verdict == "consistent") == (counted == 0)


def test_a_document_short_of_checks_is_incomplete(once, lake: Path, place: Path, tmp_path: Path):
    """Documents of one stage are consistent, and yet not what the others are; one of nulls is nothing."""
    (tmp_path / "lake").mkdir()
    path = tmp_path / "lake/short.parquet"
    good = (
        "select 'generated_' || printf('%06d', number) from range(20) as numbers (number)"
        f" where number not in (select document from '{lake}/errors.parquet')"
    )
    duckdb.sql(
        f"""
        copy (
            with good as ({good}), numbered as (
                select *, dense_rank() over (order by document_id) as number
                from read_parquet('{lake}/lake/*.parquet') where document_id in (from good)
            )
            select * exclude (number) replace (case when number > 3 then null else amount end as amount)
            from numbered
            where number < 5 and (number > 2 or stage = 'revised')
            union all
            select * exclude (number, copy) replace (document_id || '_again_' || copy as document_id)
            from numbered cross join range({ERRORS}) as copies (copy)
            where number in (1, 3) and (number > 2 or stage = 'revised')
        ) to '{path}' (format parquet)
        """
    )
    project = prepare(once[0], tmp_path / "project")
    result = build_with(place, tmp_path / "lake", project, "--select", "+assert_lake_documents_are_consistent")
    assert result.returncode == 1
    with duckdb.connect(str(project.database), read_only=True) as connection:
        verdicts = connection.execute(
            "select verdict, count(*), sum(is_explained::int) from document_verdicts where is_from_lake"
            " group by all order by all"
        ).fetchall()
    assert verdicts == [("consistent", 1 + ERRORS, 0), ("incomplete", 3 + ERRORS, ERRORS)]
    assert "rules are short of checks (left out of check_results)" in result.stdout


# A good row of a lake, and changes that must be refused with a word about each.
GOOD = {
    "document_id": "'lake_document'",
    "taxonomy_id": "'jlis_fy2021'",
    "table_id": "'balance_sheet'",
    "line_id": "'supplies'",
    "business_id": "'general'",
    "stage": "'revised'",
    "unit": "'thousand_yen'",
    "amount": "cast(16 as bigint)",
}
BAD_COLUMNS = {
    "amount": ("16.5", "column amount: 整数（BIGINT まで）でなければならない / must be an integer up to BIGINT。値 / found 「DECIMAL(3,1)」"),
    "line_id": ("2", "column line_id: 文字列でなければならない / must be text"),
    "stage": (None, "column stage: この列がない / this column is missing"),
}
BAD_ROWS = {
    "line_id=supplys": ({"line_id": "'supplys'"}, "names no line of this table"),
    "business_id=everything": ({"business_id": "'everything'"}, "the business is unknown"),
    "stage=initial": ({"stage": "'initial'"}, "the stage is unknown"),
    "unit=percent": ({"unit": "'percent'", "stage": "'original'"}, "the unit is unknown"),
    "line_id=assets_heading": ({"line_id": "'assets_heading'"}, "a heading carries a figure"),
    "amount=1000000000000000": (
        {"amount": "1000000000000000", "line_id": "'buildings'"},
        "the figure is too large",
    ),
    "amount=-9223372036854775808": (
        {"amount": "cast(-9223372036854775808 as bigint)", "line_id": "'tangible_fixed_assets'"},
        "the figure is too large",
    ),
    "table_id= ": ({"table_id": "cast(null as varchar)"}, "cannot be read"),
    "table_id=no_such_table": ({"table_id": "'no_such_table'"}, "the table is unknown"),
    "table_id=income_statement": ({"table_id": "'income_statement'", "line_id": "'supplies'"}, "the table is unknown"),
    "document_id= ": ({"document_id": "cast(null as varchar)"}, "cannot be read"),
    "document_id=two": (
        {"document_id": "'two'", "taxonomy_id": "'other'"},
        "there is no taxonomy, or the document has two",
    ),
    "line_id=equipment": ({"line_id": "'equipment'"}, "the row stands twice"),
}


@pytest.fixture(scope="module")
def refusing(once, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that is asked to read one lake after the other."""
    return prepare(once[0], tmp_path_factory.mktemp("refusing") / "project")


def write_lake(path: Path, *changes: dict[str, str | None]) -> None:
    """Write one row for each change of the good row."""
    rows = [
        "select " + ", ".join(f"{value} as {name}" for name, value in (GOOD | change).items() if value)
        for change in changes
    ]
    duckdb.sql(f"copy ({' union all '.join(rows)}) to '{str(path).replace(chr(39), chr(39) * 2)}' (format parquet)")


VIEW = ("--select", "stg_lake_figures", "--exclude-resource-type", "test")


def log_of(result: subprocess.CompletedProcess[str], place: Path) -> tuple[int, str]:
    """The status of a build, and its log with the path of the lake shortened."""
    assert "Traceback" not in result.stdout
    return result.returncode, result.stdout.replace(str(place), "LAKE")


def test_every_file_that_cannot_be_read_is_named(refusing: Project, place: Path, tmp_path: Path):
    """One bad in several columns, one whose type differs from the others, one without rows, one
    without a column."""
    write_lake(tmp_path / "bad.parquet", {column: value for column, (value, _) in BAD_COLUMNS.items()})
    write_lake(tmp_path / "good.parquet", {})
    write_lake(tmp_path / "mixed.parquet", {"amount": "cast(1 as double)", "stage": "1"})
    write_lake(tmp_path / "less.parquet", {"unit": None})
    duckdb.sql(f"copy (from '{tmp_path}/good.parquet' limit 0) to '{tmp_path}/empty.parquet'")
    status, log = log_of(build_with(place, tmp_path, refusing, *VIEW), place)
    assert status == 1 and "good.parquet" not in log
    for said in (
        *(f"LAKE/bad.parquet 列 / {said}" for _, said in BAD_COLUMNS.values()),
        "LAKE/mixed.parquet 列 / column amount: 整数（BIGINT まで）でなければならない / must be an integer up to BIGINT。値 / found 「DOUBLE」",
        "LAKE/mixed.parquet 列 / column stage: 文字列でなければならない / must be text。値 / found 「INTEGER」",
        "LAKE/less.parquet 列 / column unit: この列がない / this column is missing",
        "LAKE/empty.parquet: 行が一つもない / the file has no row",
    ):
        assert said in log, log


def test_a_document_whose_id_is_none_is_refused(refusing: Project, place: Path, tmp_path: Path):
    wrong = ["../../site/index", "", "x'); drop table findings; --", "a\x1b[31m", "a" * 81]
    for number, document_id in enumerate([*wrong, "131016-2021"]):
        write_lake(tmp_path / f"{number}.parquet", {"document_id": f"'{document_id.replace(chr(39), chr(39) * 2)}'"})
    status, log = log_of(build_with(place, tmp_path, refusing, *VIEW), place)
    assert status == 1 and "\x1b" not in log and "LAKE/5.parquet" not in log
    for number, document_id in enumerate(wrong):
        shown = document_id.replace("\x1b", r"\x1b")
        assert f"LAKE/{number}.parquet 列 / column document_id: 識別子は小文字の英数字と _ と - で80字まで / an id is lower-case letters, digits, _ and -, up to 80。値 / found 「{shown}」" in log


def test_the_folders_of_a_lake_say_nothing(refusing: Project, place: Path, tmp_path: Path):
    """Nor do columns come of `unit=million_yen`."""
    folder = tmp_path / "document_id=other" / "unit=million_yen"
    folder.mkdir(parents=True)
    write_lake(folder / "a.parquet", {})
    status, log = log_of(build_with(place, tmp_path, refusing, *VIEW), place)
    assert status == 0, log
    with duckdb.connect(str(refusing.database), read_only=True) as connection:
        found = connection.execute("select document_id, unit, amount, file_name from stg_lake_figures").fetchall()
    read = place / folder.relative_to(tmp_path) / "a.parquet"
    assert found == [("lake_document", "thousand_yen", 16, str(read))]


def test_no_sql_comes_through_the_name_of_a_lake(refusing: Project, tmp_path: Path):
    stolen = tmp_path / "stolen.csv"
    name = f"{tmp_path}/x'); copy (select 1) to '{stolen}'; select ('"
    status, log = log_of(refusing.build("--vars", json.dumps({"lake": f"{name}/*.parquet"}), *VIEW), Path(name))
    assert status == 1 and "no file matches" in log
    assert not stolen.exists()


def test_bad_rows_are_refused_with_file_row_and_reason(refusing: Project, place: Path, tmp_path: Path):
    rows = [change for change, _ in BAD_ROWS.values()]
    twice = BAD_ROWS["line_id=equipment"][0]
    second_taxonomy = {"document_id": "'two'"}
    of_the_seeds = {"document_id": f"'{DOCUMENT}'"}
    write_lake(tmp_path / "bad.parquet", *rows, twice, second_taxonomy, of_the_seeds)
    status, log = log_of(build_with(place, tmp_path, refusing, "--select", "+transcription_errors", "+int_documents"), place)
    lines = log.splitlines()
    assert status == 1
    for row, (_, said) in BAD_ROWS.items():
        assert any("LAKE/bad.parquet" in line and row in line and said in line for line in lines), (row, lines)
    assert any("key repeated" in line and f"document_id={DOCUMENT}" in line for line in lines), lines


def test_a_figure_that_no_check_reads_fails(refusing: Project, place: Path, tmp_path: Path):
    lines = str(refusing.seed("statement_lines"))
    item = duckdb.sql(
        f"select min(line_id) from read_csv('{lines}') where line_kind = 'item'"
    ).fetchone()[0]
    write_lake(tmp_path / "one.parquet", {"table_id": "'debt_obligations'", "line_id": f"'{item}'", "business_id": "'total'"})
    status, log = log_of(build_with(place, tmp_path, refusing, "--select", "+assert_lake_figures_are_bound"), place)
    assert status == 1 and "bound by no check" in log, log
