-- One row per check and member: the weighted sum that each check compares. The
-- parent has weight 1 and its parts minus their weights, so that the sum is the
-- difference, printed less computed. A member without an amount is missing.
with

int_amounts as (
    select * from {{ ref('int_amounts') }}
),

calculation_arcs as (
    select * from {{ ref('calculation_arcs') }}
),

calculation_rules as (
    select * from {{ ref('calculation_rules') }}
),

int_documents as (
    select * from {{ ref('int_documents') }}
),

statement_lines as (
    select * from {{ ref('statement_lines') }}
),

arcs as (
    select
        int_documents.document_id,
        calculation_arcs.taxonomy_id,
        calculation_arcs.rule_id,
        calculation_arcs.axis,
        calculation_arcs.parent,
        calculation_arcs.child,
        calculation_arcs.weight,
        coalesce(calculation_arcs.applies_to_statement, '') as applies_to_statement,
        coalesce(calculation_arcs.applies_to_business, '') as applies_to_business,
        coalesce(calculation_arcs.applies_to_stage, '') as applies_to_stage,
        calculation_rules.rounds_parts
    from calculation_arcs
    inner join calculation_rules
        on
            calculation_arcs.taxonomy_id = calculation_rules.taxonomy_id
            and calculation_arcs.rule_id = calculation_rules.rule_id
    inner join int_documents on calculation_arcs.taxonomy_id = int_documents.taxonomy_id
),

members as (
    select
        document_id,
        taxonomy_id,
        rule_id,
        axis,
        parent,
        child as member,
        -1 * weight as weight,
        false as is_parent,
        applies_to_statement,
        applies_to_business,
        applies_to_stage,
        rounds_parts
    from arcs
    union all
    select distinct
        document_id,
        taxonomy_id,
        rule_id,
        axis,
        parent,
        parent as member,
        1 as weight,
        true as is_parent,
        applies_to_statement,
        applies_to_business,
        applies_to_stage,
        rounds_parts
    from arcs
),

amounts as (
    select
        int_amounts.*,
        statement_lines.statement,
        statement_lines.line_kind
    from int_amounts
    inner join int_documents on int_amounts.document_id = int_documents.document_id
    inner join statement_lines
        on
            int_documents.taxonomy_id = statement_lines.taxonomy_id
            and int_amounts.line_id = statement_lines.line_id
),

-- A rule along lines is checked wherever one of its members is printed; a rule
-- about a line that only the overview prints, wherever that line is.
line_members as (
    select
        members.*,
        max(case when statement_lines.line_kind = 'memorandum' then 1 else 0 end) over (
            partition by members.document_id, members.rule_id, members.parent
        ) as names_memorandum,
        case when statement_lines.line_kind = 'memorandum' then 1 else 0 end as is_memorandum
    from members
    left join statement_lines
        on
            members.taxonomy_id = statement_lines.taxonomy_id
            and members.member = statement_lines.line_id
    where members.axis = 'line'
),

line_checks as (
    select distinct
        line_members.document_id,
        line_members.rule_id,
        line_members.parent,
        amounts.business_id,
        amounts.stage,
        amounts.unit
    from line_members
    inner join amounts
        on
            line_members.document_id = amounts.document_id
            and line_members.member = amounts.line_id
    where
        line_members.is_memorandum = line_members.names_memorandum
        and not amounts.is_derived
        and line_members.applies_to_business in ('', amounts.business_id)
        and line_members.applies_to_stage in ('', amounts.stage)
),

along_lines as (
    select
        line_checks.document_id,
        line_checks.rule_id,
        'line' as axis,
        line_checks.parent as line_id,
        line_checks.business_id,
        line_checks.stage,
        line_members.member as member_line_id,
        line_checks.business_id as member_business_id,
        line_checks.stage as member_stage,
        line_checks.unit,
        line_members.weight,
        line_members.is_parent,
        line_members.rounds_parts
    from line_checks
    inner join line_members
        on
            line_checks.document_id = line_members.document_id
            and line_checks.rule_id = line_members.rule_id
            and line_checks.parent = line_members.parent
),

business_checks as (
    select distinct
        members.document_id,
        members.rule_id,
        members.parent,
        members.applies_to_statement,
        amounts.line_id,
        amounts.stage,
        amounts.unit
    from members
    inner join amounts
        on
            members.document_id = amounts.document_id
            and members.member = amounts.business_id
            and members.applies_to_statement = amounts.statement
    where
        members.axis = 'business'
        and not amounts.is_derived
        and members.applies_to_stage in ('', amounts.stage)
),

along_businesses as (
    select
        business_checks.document_id,
        business_checks.rule_id,
        'business' as axis,
        business_checks.line_id,
        business_checks.parent as business_id,
        business_checks.stage,
        business_checks.line_id as member_line_id,
        members.member as member_business_id,
        business_checks.stage as member_stage,
        business_checks.unit,
        members.weight,
        members.is_parent,
        members.rounds_parts
    from business_checks
    inner join members
        on
            business_checks.document_id = members.document_id
            and business_checks.rule_id = members.rule_id
            and business_checks.parent = members.parent
            and business_checks.applies_to_statement = members.applies_to_statement
            and members.applies_to_stage in ('', business_checks.stage)
),

-- Where the parts are derived from the total, a sum would only repeat itself.
stage_checks as (
    select distinct
        members.document_id,
        members.rule_id,
        members.parent,
        members.applies_to_statement,
        amounts.line_id,
        amounts.business_id,
        amounts.unit
    from members
    inner join amounts
        on
            members.document_id = amounts.document_id
            and members.member = amounts.stage
            and members.applies_to_statement = amounts.statement
    where
        members.axis = 'stage'
        and not members.is_parent
        and not amounts.is_derived
        and members.applies_to_business in ('', amounts.business_id)
),

along_stages as (
    select
        stage_checks.document_id,
        stage_checks.rule_id,
        'stage' as axis,
        stage_checks.line_id,
        stage_checks.business_id,
        stage_checks.parent as stage,
        stage_checks.line_id as member_line_id,
        stage_checks.business_id as member_business_id,
        members.member as member_stage,
        stage_checks.unit,
        members.weight,
        members.is_parent,
        members.rounds_parts
    from stage_checks
    inner join members
        on
            stage_checks.document_id = members.document_id
            and stage_checks.rule_id = members.rule_id
            and stage_checks.parent = members.parent
            and stage_checks.applies_to_statement = members.applies_to_statement
),

all_members as (
    select * from along_lines
    union all
    select * from along_businesses
    union all
    select * from along_stages
),

members_with_amounts as (
    select
        all_members.*,
        int_amounts.amount,
        case
            when all_members.rounds_parts and not all_members.is_parent
                then greatest(
                    int_amounts.half_unit,
                    max(case when all_members.is_parent then int_amounts.half_unit end) over (
                        partition by
                            all_members.document_id, all_members.rule_id, all_members.line_id,
                            all_members.business_id, all_members.stage
                    )
                )
            else int_amounts.half_unit
        end as half_unit,
        coalesce(int_amounts.is_derived, false) as is_derived
    from all_members
    left join int_amounts
        on
            all_members.document_id = int_amounts.document_id
            and all_members.member_line_id = int_amounts.line_id
            and all_members.member_business_id = int_amounts.business_id
            and all_members.member_stage = int_amounts.stage
            and all_members.unit = int_amounts.unit
)

select * from members_with_amounts
