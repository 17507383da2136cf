-- Every figure of the lake is weighed by a check. For the documents of the seeds,
-- assert_every_figure_is_bound asks more.
with
int_template_figures as (select * from {{ ref('int_template_figures') }}),
terms as (select * from {{ ref('terms') }}),

figures_weighed as (
    select distinct
        template_id,
        figure_id
    from terms
    where weight <> 0
)

select
    figures.template_id,
    figures.template_id || ' ' || figures.table_id || ' ' || figures.line_id || '/'
    || figures.business_id || '/' || figures.stage
    || ': どの検査にも結び付かない' as message_ja,
    figures.template_id || ' ' || figures.table_id || ' ' || figures.line_id || '/'
    || figures.business_id || '/' || figures.stage || ': bound by no check' as message_en
from int_template_figures as figures
left join figures_weighed
    on figures.template_id = figures_weighed.template_id
        and figures.figure_id = figures_weighed.figure_id
where figures.is_from_lake
    and figures_weighed.figure_id is null
