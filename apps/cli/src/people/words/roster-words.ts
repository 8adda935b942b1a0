import type { RosterView } from '#capabilities/access-lists/access-lists.contract';
import { printable } from '../printable.js';
import type { Shown } from '../../print/style.js';
import { table, type Column } from '../../print/table.js';

const columns: readonly Column[] = [
  { head: 'OFFICER' },
  { head: 'SINCE' },
  { head: 'ADDED BY', least: 8 },
  { head: 'REASON', least: 12 },
];

export const rosterLines = (
  { keeper, desk, members, broken }: RosterView,
  shown: Shown,
): string[] => [
  keeper === null ? 'Nobody has it.' : `${keeper} has it, and says who else may read it.`,
  ...(desk ? ['Every officer of the desk may read it: nobody has it, or a life is at risk.'] : []),
  ...table(
    columns,
    members.map(({ officer, addedBy, reason, at }) => ({
      cells: [officer, shown.when(at), addedBy, reason],
    })),
    shown,
  ),
  ...broken.flatMap(({ officer, reason, facts, at, until }) => [
    `${shown.when(at)}  ${officer} BROKE THE GLASS: ${reason}, until ${shown.when(until)}`,
    ...(facts === '' ? [] : [`    ${printable(facts)}`]),
  ]),
];
