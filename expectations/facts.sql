-- What a person may state of a page: one table for each kind of file in facts/<document_id>/,
-- named after the file. `position` is the row of the file, from 1 on. A blank cell is a null.

-- A printed table, in the order of the page: its form, units, rows and figures, and control
-- totals added up from the page. A row or a column counts from 1 on within its table.
-- `columns` names the business and stage of each figure in a row; blank where rows differ.
create table page_tables (
    document_id varchar not null,
    position integer not null,
    table_id varchar not null,
    form varchar,
    units varchar,
    row_count bigint,
    figure_count bigint not null,
    sum_of_digits bigint not null,
    minus_count bigint,
    sum_of_amounts bigint,
    sum_by_row bigint,
    sum_by_column bigint,
    columns varchar,
    primary key (document_id, table_id)
);

-- A figure by its place: the n-th of a line of the source, in the unit printed. For what
-- stands in no statement: prose, contents, lines that only a rounded table has.
create table page_figures (
    document_id varchar not null,
    position integer not null,
    table_id varchar not null,
    source_line integer not null,
    place integer not null,
    amount bigint not null,
    primary key (document_id, table_id, source_line, place)
);

-- A business of the page, in its order.
create table page_businesses (
    document_id varchar not null,
    position integer not null,
    business_id varchar not null,
    label varchar not null,
    is_total boolean not null,
    primary key (document_id, business_id)
);

-- A line of a statement, from statements/<statement>.csv, whose other columns are named
-- <business>.<stage> and hold the amounts, in thousand yen.
create table page_lines (
    document_id varchar not null,
    statement varchar not null,
    position integer not null,
    line_id varchar not null,
    label varchar not null,
    kind varchar not null,
    is_headline boolean not null,
    primary key (document_id, line_id)
);
create table page_amounts (
    document_id varchar not null,
    statement varchar not null,
    line_id varchar not null,
    business_id varchar not null,
    stage varchar not null,
    amount bigint not null,
    primary key (document_id, line_id, business_id, stage)
);

-- A purpose of advances received, or their total, in thousand yen.
create table page_advances_received (
    document_id varchar not null,
    position integer not null,
    label varchar not null,
    business_id varchar not null,
    kind varchar not null,
    planned bigint not null,
    accumulated bigint not null,
    primary key (document_id, position)
);

-- A debt obligation in the order of the list: its limit and, where the document raises it,
-- by how much, in thousand yen; fiscal years.
create table page_debt_obligations (
    document_id varchar not null,
    position integer not null,
    label varchar not null,
    limit_amount bigint not null,
    addition bigint,
    year_of_commitment integer,
    burden_from integer,
    burden_until integer,
    primary key (document_id, label)
);

-- A reason of the amendment, in the unit printed.
create table page_amendment_reasons (
    document_id varchar not null,
    position integer not null,
    source_line integer not null,
    heading varchar not null,
    business_id varchar,
    unit varchar not null,
    amount bigint not null,
    primary key (document_id, position)
);

-- A bar of a picture, in the order of its role.
create table page_bars (
    document_id varchar not null,
    position integer not null,
    picture_id varchar not null,
    step_role varchar not null,
    line_id varchar not null,
    business_id varchar not null,
    stage varchar not null
);

-- An identity that the page does not keep: by how much the left side of the equation exceeds
-- the right, in thousand yen.
create table page_findings (
    document_id varchar not null,
    position integer not null,
    ja varchar not null,
    en varchar not null,
    equation varchar not null,
    business_id varchar not null,
    stage varchar not null,
    difference bigint not null
);

-- What must hold in every document of a taxonomy, from identities/<taxonomy_id>.csv: for all
-- businesses, or one. A line is the sum or difference of others: a = b + c - d.
create table identities (
    taxonomy_id varchar not null,
    position integer not null,
    ja varchar not null,
    en varchar not null,
    equation varchar not null,
    business_id varchar
);

-- Every equation by the document that it is put to.
create view equations as
select
    documents.document_id,
    'identity' as kind,
    identities.position,
    identities.ja,
    identities.en,
    identities.equation,
    identities.business_id,
    null as stage,
    0 as difference
from documents
inner join identities using (taxonomy_id)
union all
select document_id, 'finding', position, ja, en, equation, business_id, stage, difference
from documents
inner join page_findings using (document_id);

-- The lines that an equation adds up, each with its sign.
create view equation_members as
with

members as (
    select
        document_id,
        kind,
        position,
        unnest(regexp_extract_all(split_part(equation, ' = ', 2), '(- )?[a-z0-9_]+')) as member
    from equations
)

select
    document_id,
    kind,
    position,
    regexp_extract(member, '[a-z0-9_]+') as line_id,
    if(starts_with(member, '-'), -1, 1) as sign
from members;

-- How far rounding may move an amount of the statements, in thousand yen: half a unit of the
-- finest print of its cell, and of each cell that it may be added up from. A total is added up
-- from leaves of its statement, the total of the businesses from theirs.
create view roundings as
with

rounded_cells as (
    select
        document_id, statement, line_id, line_kind, business_id, stage,
        min(half_unit_thousand_yen) as half_unit
    from printed_figures
    inner join documents using (document_id)
    inner join statement_lines using (taxonomy_id, line_id)
    inner join units using (unit)
    where thousand_yen is not null
    group by all
    having half_unit > 0
)

select
    amounts.document_id, amounts.line_id, amounts.business_id, amounts.stage,
    sum(cells.half_unit) as rounding,
    coalesce(sum(cells.half_unit) filter (
        where (cells.line_id, cells.business_id) <> (amounts.line_id, amounts.business_id)
    ), 0) as rounding_of_parts
from statement_amounts as amounts
inner join rounded_cells as cells using (document_id, statement, stage)
where
    (cells.business_id = amounts.business_id or amounts.is_total_business)
    and (
        cells.line_id = amounts.line_id
        or (amounts.line_kind = 'total' and cells.line_kind = 'leaf')
    )
group by all;

-- By how much a person says that the document itself misses revised = original + supplementary.
create view known_misses as
select document_id, line_id, business_id, difference_thousand_yen as difference
from known_differences
where stage = 'revised';
