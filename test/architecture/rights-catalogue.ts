import { routesOf, type ServedRoute } from '../../apps/gateway/src/route-policy/access.js';
import { controllers } from '../../apps/gateway/src/gateway-module.js';
import { rightOf, type Pattern } from '../support/calls.js';

export const routes: readonly ServedRoute[] = routesOf(controllers).sort((a, b) =>
  placeOf(a) < placeOf(b) ? -1 : 1,
);

function placeOf({ route }: ServedRoute): string {
  const [verb = '', address = ''] = route.split(' ');
  return `${address} ${verb}`;
}

const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

function lineOf(route: string, call: string | undefined): string {
  if (call === undefined) return `| \`${route}\` | - | - | - |`;
  const right = rightOf(call as Pattern);
  if (right === 'open') return `| \`${route}\` | \`${call}\` | - | - |`;
  const { roles, purposes } = right;
  const wanted = purposes === undefined ? '-' : code(purposes);
  return `| \`${route}\` | \`${call}\` | ${code(roles)} | ${wanted} |`;
}

const table = (isOpen: boolean): string[] => [
  '| route | call | roles | purposes |',
  '| --- | --- | --- | --- |',
  ...routes
    .filter(({ open }) => open === isOpen)
    .flatMap(({ route, asks }) =>
      (asks.length === 0 ? [undefined] : asks).map((call) => lineOf(route, call)),
    ),
];

export const rightsCatalogue = (): string =>
  [
    '# Routes and rights',
    '',
    '`node scripts/rights.mjs` writes this page from the routes of the gateway and the calls that they serve.',
    'A route that is not here is not served, and a call that is not here is answered to nobody.',
    '',
    'An officer needs one of the roles of a call and, where purposes stand, says one of them with it: it goes on record.',
    'Reads for the rights of a person have purposes of their own.',
    'Which cases come back is decided by the access list of each, not here.',
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
