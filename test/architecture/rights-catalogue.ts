import { permissions } from '#access';
import type { Pattern } from '#capabilities/calls';
import type { Purpose, Role } from '#kernel';
import { doors, type Door } from '../../apps/gateway/src/doors.js';

interface Right {
  readonly roles: readonly Role[];
  readonly purposes?: readonly Purpose[];
}

const rights: Readonly<Record<Pattern, 'open' | Right>> = permissions;

const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

function lineOf(route: string, call: Pattern | undefined): string {
  if (call === undefined) return `| \`${route}\` | - | - | - |`;
  const right = rights[call];
  if (right === 'open') return `| \`${route}\` | \`${call}\` | - | - |`;
  const { roles, purposes } = right;
  const wanted = purposes === undefined ? '-' : code(purposes);
  return `| \`${route}\` | \`${call}\` | ${code(roles)} | ${wanted} |`;
}

const table = (open: boolean): string[] => [
  '| route | call | roles | purposes |',
  '| --- | --- | --- | --- |',
  ...Object.entries<Door>(doors)
    .filter(([, door]) => door.open === open)
    .flatMap(([route, { asks }]) =>
      (asks.length === 0 ? [undefined] : asks).map((call) => lineOf(route, call)),
    ),
];

/** Every route, what its handler may ask of which service, and who has the right: for whoever judges the access rules. */
export const rightsCatalogue = (): string =>
  [
    '# Routes and rights',
    '',
    '`node scripts/rights.mjs` writes this page from the table of doors and the table of rights.',
    'A route that is not here is not served, and a call that is not here is answered to nobody.',
    '',
    'An officer needs one of the roles of a call and, where purposes stand, says one of them with it: it goes on record.',
    'Reads for the rights of a person have purposes of their own.',
    'Which cases come back is decided by the roster of each, not here.',
    '',
    '## With a session',
    '',
    ...table(false),
    '',
    '## Open',
    '',
    'What these take is signed itself, or they tell nothing of any case.',
    '',
    ...table(true),
    '',
  ].join('\n');
