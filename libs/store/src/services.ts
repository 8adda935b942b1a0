/** Services with a database role of their own, `liaise_<service>`. No role owns a table. */
export const databaseServices = [
  'requests',
  'inbox',
  'sealer',
  'opener',
  'exchange',
  'audit',
  'evidence',
] as const;
export type DatabaseService = (typeof databaseServices)[number];

export const roleOf = (service: DatabaseService): string => `liaise_${service}`;
