/** SQL: a document of ours, by its id, was voided or refused: the neighbour has never heard of it, or never took it. */
export const lost = (document: string): string => `exists (
  select from mailbox.outbox o where o.dispatch = ${document} and (o.state = 'VOID' or o.outcome = 'REJECTED'))`;

/**
 * SQL: a document that the other State has, or may have: said by it, or by this State and not lost. What never reached it says
 * nothing there, and leaves owed what it was to settle.
 */
export const arrived = (row: string, document = `${row}.id`): string =>
  `not (${row}.direction = 'OUT' and ${lost(document)})`;
