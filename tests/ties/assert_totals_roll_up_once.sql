-- Every total has exactly one roll-up rule, no leaf has one, all arcs of a rule
-- apply alike, and following them ends at leaves: no cycle, no loose end. A total of
-- which only the amended part is printed has none, but a tie at some stage.
with
calculation_arcs as (select * from {{ ref('calculation_arcs') }}),
calculation_rules as (select * from {{ ref('calculation_rules') }}),
statement_lines as (select * from {{ ref('statement_lines') }}),
int_line_closure as (select * from {{ ref('int_line_closure') }}),

roll_ups as (
    select
        calculation_arcs.taxonomy_id,
        calculation_arcs.parent as line_id,
        count(distinct calculation_arcs.rule_id) as rule_count
    from calculation_arcs
    inner join calculation_rules
        on calculation_arcs.taxonomy_id = calculation_rules.taxonomy_id
            and calculation_arcs.rule_id = calculation_rules.rule_id
    where calculation_arcs.axis = 'line'
        and calculation_rules.role = 'roll_up'
    group by calculation_arcs.taxonomy_id, calculation_arcs.parent
),

-- Where the document prints only some parts of a total, they add up at a stage only.
totals_in_part as (
    select distinct
        calculation_arcs.taxonomy_id,
        calculation_arcs.parent as line_id
    from calculation_arcs
    inner join calculation_rules
        on calculation_arcs.taxonomy_id = calculation_rules.taxonomy_id
            and calculation_arcs.rule_id = calculation_rules.rule_id
    where calculation_arcs.axis = 'line'
        and calculation_arcs.applies_to_stage is not null
        and calculation_rules.role <> 'roll_up'
),

wrong_roll_ups as (
    select
        statement_lines.line_id as member,
        'は積み上げの規則を ' || coalesce(roll_ups.rule_count, 0) || ' 個持つ' as fault_ja,
        'has ' || coalesce(roll_ups.rule_count, 0) || ' roll-up rules' as fault_en
    from statement_lines
    left join roll_ups
        on statement_lines.taxonomy_id = roll_ups.taxonomy_id
            and statement_lines.line_id = roll_ups.line_id
    left join totals_in_part
        on statement_lines.taxonomy_id = totals_in_part.taxonomy_id
            and statement_lines.line_id = totals_in_part.line_id
    where
        coalesce(roll_ups.rule_count, 0)
        <> case when statement_lines.line_kind = 'total' then 1 else 0 end
        and not (
            statement_lines.line_kind = 'total'
            and roll_ups.rule_count is null
            and totals_in_part.line_id is not null
        )
),

open_ends as (
    select
        int_line_closure.line_id || ' → ' || int_line_closure.leaf_line_id as member,
        'は末端科目に行き着かない（循環、又は階層が深すぎる）' as fault_ja,
        'does not end at a leaf: a cycle, or too many levels' as fault_en
    from int_line_closure
    inner join statement_lines
        on int_line_closure.taxonomy_id = statement_lines.taxonomy_id
            and int_line_closure.leaf_line_id = statement_lines.line_id
    left join roll_ups
        on int_line_closure.taxonomy_id = roll_ups.taxonomy_id
            and int_line_closure.leaf_line_id = roll_ups.line_id
    where statement_lines.line_kind <> 'leaf'
        and roll_ups.line_id is not null
),

-- A rule may apply in several places, to the same parts in each, and in each once.
uneven_arcs as (
    select
        rule_id || ' / ' || parent as member,
        'の部分ごとに適用範囲が違う、又は範囲が重なる' as fault_ja,
        'applies differently to its parts, or twice in one place' as fault_en
    from calculation_arcs
    where axis = 'line'
    group by taxonomy_id, rule_id, parent
    having
        count(*) <> count(distinct child) * count(
            distinct coalesce(applies_to_statement, '') || '/' || coalesce(applies_to_business, '')
            || '/' || coalesce(applies_to_stage, '')
        )
        {% for scope in ['applies_to_statement', 'applies_to_business', 'applies_to_stage'] %}
            or count({{ scope }}) not in (0, count(*))
        {% endfor %}
),

faults as (
    select * from wrong_roll_ups
    union all
    select * from open_ends
    union all
    select * from uneven_arcs
)

select
    member,
    'calculation_arcs.csv: ' || member || ' ' || fault_ja as message_ja,
    'calculation_arcs.csv: ' || member || ' ' || fault_en as message_en
from faults
