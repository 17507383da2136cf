-- 三十七件の事項・限度額・行為年度・負担年度が、順序とも紙面と一致する(単位 千円、年度は西暦
-- )
-- The 37 obligations: matter, limit, year of commitment and years of burden are as on the page,
-- in order (thousand yen, fiscal years)
with

-- 事項, 限度額, 行為年度, 機構の負担となる年度(初年度と最終年度)
form as (
    select * from (values
        (1, '個人番号カード関連システムの更なる安定に向けた構築・運用', 33483000, 2021, 2021, 2028),
        (2, 'マイナンバーカード発行体制の強化', 24062679, 2021, 2021, 2024),
        (3, 'JPKIシステムの更なる安定に向けた構築運用等業務', 91120000, 2021, 2021, 2028),
        (4, '公的個人認証サービス事業における準拠性監査', 50000, 2021, 2021, 2023),
        (5, 'コンビニ交付における第三次証明書交付センター用クラウド基盤(性能向上分)使用料', 2165460, 2021, 2021, 2026),
        (6, 'コンビニ交付における証明書交付センターの助言型監査', 40000, 2021, 2021, 2023),
        (7, '住基ネットにおけるネットワークの構成変更', 21648, 2021, 2021, 2024),
        (8, '住基ネットにおける開発環境等の整備', 419953, 2021, 2021, 2027),
        (9, '住基ネットにおける都道府県・市町村用ソフトウェアライセンス', 43560, 2021, 2021, 2027),
        (10, '住基ネットに係るセキュリティ支援等業務', 168360, 2021, 2021, 2023),
        (11, '住基ネットにおける全国サーバ及び都道府県サーバ運用業務', 2551608, 2021, 2021, 2027),
        (12, '住基ネットにおける次期都道府県サーバ集約ネットワーク', 414000, 2021, 2021, 2027),
        (13, '住基ネット等の環境整備に係る技術支援等', 53500, 2021, 2021, 2024),
        (14, '住基ネットにおける監視運用等に係るネットワーク環境整備', 262093, 2021, 2021, 2027),
        (15, '住基ネットにおける附票管理システム関連機器リース等', 3304985, 2021, 2022, 2028),
        (16, '住基ネットにおける次期間合せ管理システム構築・運用', 272000, 2021, 2021, 2026),
        (17, '住基ネットにおける市町村等向けホームページの改修', 50000, 2021, 2021, 2023),
        (18, '住基ネットにおける都道府県サーバ集約ネットワーク', 42808, 2021, 2021, 2022),
        (19, '住基ネット等の次期機器更改に係る施設設備の整備等', 479283, 2021, 2021, 2024),
        (20, '住基ネットにおけるネットワーク監視業務委託', 950000, 2021, 2021, 2026),
        (21, '住基ネットにおけるマイナンバーカード、電子証明書の海外継続利用に係るシステムの構築等', 3016090, 2021, 2021, 2022),
        (22, '住基ネット及びマイナンバー関連システムに関する検証環境の整備等', 2057115, 2021, 2021, 2026),
        (23, '自治体中間サーバー・プラットフォームにおける自治体中間サーバー・ソフトウェア保守に係る経費', 1442720, 2021, 2021, 2025),
        (24, 'LGWAN運営におけるLGWANポータルサイトの改修及び追加保守等に係る業務', 14000, 2021, 2021, 2023),
        (25, 'LGWAN運営におけるLGWANテレワーク対応に伴う回線帯域増等業務', 100800, 2021, 2021, 2023),
        (26, 'LGWAN運営における情報連携テスト環境等に係るLGPKI維持保守業務及び機器等の賃貸借', 20000, 2021, 2021, 2023),
        (27, 'LGWAN運営におけるLGWAN-ASPクライアント証明書発行業務', 14520, 2021, 2021, 2023),
        (28, 'LGWAN運営におけるLGPKICP/CPS準拠性監査業務', 42000, 2021, 2022, 2024),
        (29, '情報処理部LGWAN-ASPシステムのヘルスチェック対応', 6840, 2021, 2021, 2023),
        (30, '軽自動車検査情報提供システムの機器及びソフトウェア賃貸借契約等', 202916, 2021, 2021, 2026),
        (31, '軽自動車検査情報提供システムにおけるシステム更改業務', 187000, 2021, 2021, 2022),
        (32, '事務系LANサービス', 77200, 2021, 2021, 2025),
        (33, '教育研修における専門eラーニング事業運用委託', 15254, 2021, 2021, 2023),
        (34, '教育研修における動画コンテンツ構築・運用', 60000, 2021, 2022, 2024),
        (35, '「地方自治情報化推進フェア2022」に係る企画・設営・運営業務', 60000, 2021, 2022, 2022),
        (36, '令和4年度J-LISパンフレット作成業務', 1400, 2021, 2022, 2022),
        (37, '自治体情報共有サービス(情報セキュリティ支援サイト)利用契約', 23544, 2021, 2022, 2024)
    ) as form_rows (
        position, label_ja, limit_amount, commitment_year, burden_from, burden_until
    )
),

expected as (
    select
        *,
        lag(label_ja) over (order by position) as comes_after
    from form
),

named as (
    select
        *,
        replace(label_ja, ' ', '') as name_ja
    from {batch}
    where document_id = 'jlis_fy2021_january'
),

found as (
    select
        name_ja,
        limit_thousand_yen,
        year_of_commitment,
        burden_from_fiscal_year,
        burden_until_fiscal_year,
        lag(name_ja) over (order by line_order) as comes_after
    from named
)

select
    '債務負担行為の事項' as rule_ja,
    'Debt obligation' as rule_en,
    coalesce(expected.label_ja, found.name_ja) as label_ja,
    found.limit_thousand_yen as found,
    expected.limit_amount as printed,
    found.limit_thousand_yen - expected.limit_amount as difference,
    found.year_of_commitment as found_commitment_year,
    expected.commitment_year,
    found.burden_from_fiscal_year as found_burden_from,
    expected.burden_from,
    found.burden_until_fiscal_year as found_burden_until,
    expected.burden_until,
    found.comes_after as found_after,
    expected.comes_after as expected_after
from expected
full join found on expected.label_ja = found.name_ja
where
    found.limit_thousand_yen is distinct from expected.limit_amount
    or found.year_of_commitment is distinct from expected.commitment_year
    or found.burden_from_fiscal_year is distinct from expected.burden_from
    or found.burden_until_fiscal_year is distinct from expected.burden_until
    or found.comes_after is distinct from expected.comes_after
order by expected.position
