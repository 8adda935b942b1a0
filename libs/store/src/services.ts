/** Services with a database role of their own, named `liaise_<service>`. These roles own no tables. */
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
