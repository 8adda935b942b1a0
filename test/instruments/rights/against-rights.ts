import { databaseServices, type DatabaseService } from '#store';

export function againstTable(table: string): string[] {
  const name = table.replace('.', '_');
  return [
    `alter table ${table} disable trigger all`,
    `alter table ${table} disable trigger user`,
    `alter table ${table} rename to x`,
    `alter table ${table} set schema public`,
    `alter table ${table} inherit ${table}`,
    `alter table ${table} drop column if exists at cascade`,
    `comment on table ${table} is 'x'`,
    `cluster ${table} using x`,
    `reindex table ${table}`,
    `alter table ${table} disable row level security`,
    `alter table ${table} owner to current_user`,
    `alter table ${table} add column x integer`,
    `alter table ${table} set unlogged`,
    `drop table ${table} cascade`,
    `create index on ${table} ((1))`,
    `create trigger x before insert on ${table} for each row execute function ops.refuse_change()`,
    `create rule x as on insert to ${table} do instead nothing`,
    `create policy x on ${table} using (true)`,
    `copy ${table} from '/etc/passwd'`,
    `copy ${table} to '/tmp/${name}'`,
    `copy ${table} from program 'id'`,
    `copy ${table} to program 'cat'`,
  ];
}

const schemas = ['trust', 'access', 'cases', 'mailbox', 'objects', 'journal', 'ops', 'public'];

export function againstAll(own: DatabaseService, owner: string): string[] {
  return [
    ...schemas.flatMap((schema) => [
      `create table ${schema}.x (n integer)`,
      `create view ${schema}.x as select 1`,
      `create function ${schema}.x() returns integer language internal as 'int4pl'`,
      `create sequence ${schema}.x`,
      `drop schema ${schema} cascade`,
      `alter schema ${schema} owner to current_user`,
    ]),
    ...databaseServices
      .filter((service) => service !== own)
      .flatMap((service) => [
        `set role liaise_${service}`,
        `set session authorization liaise_${service}`,
        `grant liaise_${service} to liaise_${own}`,
        `alter role liaise_${service} password 'x'`,
        `alter role liaise_${service} set synchronous_commit = off`,
      ]),
    `set session authorization ${owner}`,
    `set role ${owner}`,
    'set session_replication_role = replica',
    'set log_statement = none',
    'create role x',
    'create schema x',
    'create temporary table x (n integer)',
    'create extension pgcrypto schema public',
    'create language x handler plpgsql_call_handler',
    'create event trigger x on ddl_command_start execute function ops.refuse_change()',
    'create publication x for all tables',
    'create foreign data wrapper x',
    `alter role liaise_${own} superuser`,
    `alter role liaise_${own} bypassrls`,
    `alter role liaise_${own} createrole`,
    'do $$ begin end $$',
    'select journal.items_of(null)',
    ...['event_insert_only', 'reconciliation_stays'].map(
      (name) => `drop trigger journal_${name} on journal.${name.split('_')[0] ?? ''}`,
    ),
    `drop function journal.check_time() cascade`,
    `create or replace function journal.check_time() returns trigger language internal as 'int4pl'`,
    `select nextval('journal.pending_position_seq')`,
    `select setval('journal.pending_position_seq', 1)`,
    `select setval('mailbox.outbox_id_seq', 1)`,
    `select lo_import('/etc/passwd')`,
    `select lo_export(1, '/tmp/x')`,
    'select lo_create(0)',
    `select lo_from_bytea(0, 'x')`,
    `select pg_logical_emit_message(false, 'x', 'x')`,
    `select pg_read_file('/etc/passwd')`,
    `select pg_read_binary_file('/etc/passwd')`,
    `select pg_ls_dir('/')`,
    `select pg_stat_file('/etc/passwd')`,
    'select pg_ls_waldir()',
    'select pg_reload_conf()',
    'select pg_switch_wal()',
    `select pg_create_restore_point('x')`,
    `select pg_create_physical_replication_slot('x')`,
    'select pg_promote()',
    'select * from pg_authid',
    'select * from pg_hba_file_rules',
    'select * from pg_file_settings',
    'select * from pg_statistic',
  ];
}
