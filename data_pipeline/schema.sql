create table observation (
    indicator_id varchar not null,
    nis varchar,
    period_start date not null,
    period_end date not null,
    breakdown varchar not null,
    value double,
    value_text varchar not null,
    reading varchar not null check (reading in ('exact', 'ongeveer', 'afgelezen')),
    lower double,
    upper double,
    status varchar not null check (status in (
        'definitief', 'voorlopig', 'geschat', 'verborgen', 'onbekend',
        'niet_geleverd', 'niet_deelnemend', 'niet_van_toepassing'
    )),
    flags varchar[] not null,
    source_id varchar not null,
    source_ref varchar not null,
    section varchar not null,
    table_id varchar not null,
    is_demo boolean not null,
    row_order integer not null,
    check ((value is not null) = (status in ('definitief', 'voorlopig', 'geschat'))),
    check (period_start <= period_end)
);
create table municipality (
    nis varchar primary key, name varchar not null, slug varchar not null, area_km2 double not null, is_igemo_member boolean not null
);
create table indicator (indicator_id varchar primary key, label varchar not null, unit varchar not null, theme varchar not null, definition varchar not null);
create table source (
    source_id varchar primary key, title varchar not null, publisher varchar not null, year varchar not null, date_published varchar not null,
    delivered date not null, licence varchar not null, note varchar not null, kind varchar not null
);
create table delivery (source_id varchar not null, delivered date not null, file_name varchar not null, sha256 varchar not null, is_original boolean not null, rows_in integer not null);
create table report_table (
    source_id varchar not null, table_id varchar not null, section varchar not null, title varchar not null,
    observations integer not null, projects integer not null
);
create table conflict (
    conflict_id varchar not null, kind varchar not null, theme varchar not null, indicator_id varchar not null, nis varchar, section varchar not null,
    title varchar not null, explanation varchar not null, source_id varchar not null, figure_order integer not null, value double, printed varchar not null, stands_at varchar not null
);
create table reconciliation (check_id varchar not null, kind varchar not null, section varchar not null, title varchar not null, is_consistent boolean not null);
create table project (
    kind varchar not null, service varchar not null, theme varchar not null, name varchar not null, nis varchar, partner varchar not null,
    started varchar not null, ended varchar not null, state varchar not null, amount_eur double, printed_amount varchar not null,
    detail varchar not null, source_id varchar not null, section varchar not null, table_id varchar not null, row_order integer not null
);
create table strategy_position (
    unit varchar not null, code varchar not null, domain varchar not null, position_now integer, position_potential integer,
    need_now integer, need_future integer, decision varchar not null, printed_decision varchar not null, source_id varchar not null, section varchar not null
);
create table strategy_item (kind varchar not null, code varchar not null, parent varchar not null, label varchar not null, source_id varchar not null, section varchar not null);
create table revision (
    indicator_id varchar not null, nis varchar, period_start date not null, period_end date not null, breakdown varchar not null,
    source_id varchar not null, revised_on date not null, old_value double, new_value double, old_text varchar not null, new_text varchar not null,
    reason varchar not null
);
create table quarantine (source_id varchar not null, delivered date not null, code varchar not null, rows integer not null, is_demo boolean not null);
create table contract (
    source_id varchar primary key, title varchar not null, purpose varchar not null, owner varchar not null, legal_basis varchar not null,
    frequency varchar not null, retention_months integer not null, is_trips boolean not null,
    keeps_original boolean not null, smallest_shown integer not null, hides_zero boolean not null, least_persons integer not null
);
create table build (snapshot_id varchar not null, built_at timestamp not null);
