-- Every arc joins members that exist on its axis, and names a rule that exists.
with
calculation_arcs as (select * from {{ ref('calculation_arcs') }}),
calculation_rules as (select * from {{ ref('calculation_rules') }}),
statement_lines as (select * from {{ ref('statement_lines') }}),
businesses as (select * from {{ ref('businesses') }}),
stages as (select * from {{ ref('stages') }}),

taxonomies as (
    select distinct taxonomy_id
    from calculation_rules
),

members as (
    select
        taxonomy_id,
        'line' as axis,
        line_id as member
    from statement_lines
    where line_kind <> 'heading'
    union all
    select
        taxonomy_id,
        'business' as axis,
        business_id as member
    from businesses
    union all
    select
        taxonomies.taxonomy_id,
        'stage' as axis,
        stages.stage as member
    from stages
    cross join taxonomies
),

arc_ends as (
    select
        taxonomy_id,
        rule_id,
        axis,
        parent as member
    from calculation_arcs
    union all
    select
        taxonomy_id,
        rule_id,
        axis,
        child as member
    from calculation_arcs
)

select
    arc_ends.rule_id,
    arc_ends.axis,
    arc_ends.member,
    'calculation_arcs.csv 規則 ' || arc_ends.rule_id || ': 軸 ' || coalesce(arc_ends.axis, '')
    || ' に「' || coalesce(arc_ends.member, '') || '」がない、又は規則がない' as message_ja,
    'calculation_arcs.csv rule ' || arc_ends.rule_id || ': "' || coalesce(arc_ends.member, '')
    || '" is not on axis ' || coalesce(arc_ends.axis, '') || ', or the rule is not declared'
        as message_en
from arc_ends
left join members
    on arc_ends.taxonomy_id = members.taxonomy_id
        and arc_ends.axis = members.axis
        and arc_ends.member = members.member
left join calculation_rules
    on arc_ends.taxonomy_id = calculation_rules.taxonomy_id
        and arc_ends.rule_id = calculation_rules.rule_id
where members.member is null
    or calculation_rules.rule_id is null
