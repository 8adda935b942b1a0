import type { RosterView } from '#capabilities/access-lists/access-lists.contract';
import { printable } from '../printable.js';

export const rosterLines = ({ keeper, desk, members, broken }: RosterView): string[] => [
  keeper === null ? 'Nobody has it.' : `${keeper} has it, and says who else may read it.`,
  ...(desk ? ['Every officer of the desk may read it: nobody has it, or a life is at risk.'] : []),
  ...members.map(
    ({ officer, addedBy, reason, at }) => `${at}  ${officer}: ${reason}, added by ${addedBy}`,
  ),
  ...broken.flatMap(({ officer, reason, facts, at, until }) => [
    `${at}  ${officer} BROKE THE GLASS: ${reason}, until ${until}`,
    ...(facts === '' ? [] : [`    ${printable(facts)}`]),
  ]),
];
