import type { AccessListView } from '#capabilities/access-lists/access-lists.contract';
import { say } from '#language/console';
import { printable } from '../printable.js';
import type { Shown } from '../../print/style.js';
import { table, type Column } from '../../print/table.js';

const columns: readonly Column[] = [
  { head: say('column.officer') },
  { head: say('column.since') },
  { head: say('column.addedBy'), least: 8 },
  { head: say('column.reason'), least: 12 },
];

export const accessListLines = (
  { keeper, desk, members, broken }: AccessListView,
  shown: Shown,
): string[] => [
  keeper === null
    ? say('rosterWords.nobodyHasIt')
    : say('rosterWords.saysElseRead', { keeper: shown.who(keeper) }),
  ...(desk ? [say('rosterWords.everyOfficerDeskRead')] : []),
  ...table(
    columns,
    members.map(({ officer, addedBy, reason, at }) => ({
      cells: [shown.who(officer), shown.when(at), shown.who(addedBy), reason],
    })),
    shown,
  ),
  ...broken.flatMap(({ officer, reason, facts, at, until }) => [
    say('rosterWords.brokeGlassUntil', {
      at: shown.when(at),
      officer: shown.who(officer),
      reason,
      until: shown.when(until),
    }),
    ...(facts === '' ? [] : [`    ${printable(facts)}`]),
  ]),
];
