/** Services with a database role of their own, `liaise_<service>`. No role owns a table. */
export const databaseServices = [
  'requests',
  'inbox',
  'sealer',
  'opener',
  'exchange',
  'audit',
] as const;
export type DatabaseService = (typeof databaseServices)[number];

export const roleOf = (service: DatabaseService): string => `liaise_${service}`;

type Right = string;

/** SQL that grants `rights` on a table to services. A right may name columns: `update (state)`. */
export function grant(
  table: string,
  rights: Readonly<Partial<Record<DatabaseService, readonly Right[]>>>,
): string {
  return Object.entries(rights)
    .map(([service, list]) => `grant ${list.join(', ')} on ${table} to liaise_${service};`)
    .join('\n');
}

/**
 * Row-level security, forced. Officers' services see rows of the session's authority and compartments; unset means
 * no rows. Steps without an officer see rows only inside `store.transaction`, which names the step. The owner is bound too, but
 * whoever migrates is the administrator of the cluster, a superuser, who is not: a migration reaches every row without lifting it.
 */
export function rowSecurity(
  table: string,
  officerServices: readonly DatabaseService[],
  steps: readonly DatabaseService[],
): string {
  const own = `authority = current_setting('liaise.authority', true)
    and compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))`;
  const inStep = `coalesce(current_setting('liaise.step', true), '') <> ''`;
  const to = (services: readonly DatabaseService[]): string => services.map(roleOf).join(', ');
  return `
    alter table ${table} enable row level security;
    alter table ${table} force row level security;
    create policy officers on ${table} to ${to(officerServices)} using (${own}) with check (${own});
    ${steps.length === 0 ? '' : `create policy steps on ${table} to ${to(steps)} using (${inStep}) with check (${inStep});`}`;
}

/** Triggers that refuse every change of a recorded row, whoever asks. */
export function insertOnly(table: string): string {
  const name = table.replace('.', '_');
  return `
    create trigger ${name}_insert_only before update or delete on ${table}
      for each row execute function ops.refuse_change();
    create trigger ${name}_no_truncate before truncate on ${table}
      for each statement execute function ops.refuse_change();`;
}
