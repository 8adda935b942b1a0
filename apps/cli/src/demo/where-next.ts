import { programFile } from '#runner';
import { table } from '../print/table.js';
import { shellLine } from './lines.js';
import type { Narrator } from './narrator.js';
import type { Told } from './summary.js';

const liaise = (...words: readonly string[]): string =>
  `      ${shellLine(['node', programFile('liaise'), ...words])}`;

const sees: Readonly<Record<string, string>> = {
  amal: 'the rescue, the vessel, refusal and recall',
  bruno: 'what he was asked, and what he answered',
  'r.marin': 'the evidence package for the court',
  'j.silva': 'who did what; the forged message',
  'e.berg': 'who did what at XB',
  's.weber': 'the neighbour XB and its time limits',
  'h.lind': 'the neighbour XA and its time limits',
};

interface Place {
  readonly baseUrl: string;
  readonly logins: readonly { readonly officer: string }[];
}

export function placesTable(states: readonly Place[]): string[] {
  const rows = states.flatMap(({ baseUrl, logins }) =>
    logins.flatMap(({ officer }) => {
      const seen = sees[officer];
      return seen === undefined ? [] : [{ cells: [baseUrl, officer, seen] }];
    }),
  );
  const columns = [{ head: 'address' }, { head: 'person' }, { head: 'what you will see' }];
  const plain = { columns: undefined, paint: (_: unknown, text: string) => text };
  return table(columns, rows, plain).map((line) => `  ${line}`);
}

export type Left = 'running' | 'folder' | 'nothing';

export function tellWhereNext(narrator: Narrator, { file, summary }: Told, left: Left): void {
  const seconds = summary.seconds.toFixed(1);
  narrator.chapter(`All of it happened, in ${seconds} s. Where to look next`);
  narrator.tell(...placesTable(summary.states));
  if (left === 'nothing') {
    narrator.tell(
      '',
      '  All of it is gone. Without --once both States stay up, and you will see this;',
      '  with --dir FOLDER everything is kept there.',
    );
    return;
  }
  const [first] = summary.states.flatMap(({ logins }) => logins);
  narrator.tell(
    '',
    `  Everybody acts with --profile FOLDER, as ${first?.profile ?? ''}`,
    ...summary.states.map(({ state, logs }) => `  Logs of ${state}: ${logs}`),
  );
  narrator.tell('');
  if (left === 'folder') tellHowToStart(narrator, summary);
  else narrator.tell('  Both States are up. Copy a line into another terminal:', '');
  tellLooks(narrator, summary);
  narrator.tell('', '  All of this for programs, and the exported documents:', `      ${file}`);
}

function tellHowToStart(narrator: Narrator, { states }: Told['summary']): void {
  narrator.tell('  Both States are stopped. Each starts again, until Ctrl-C, with:');
  for (const { dir } of states) narrator.tell(liaise('up', '--dir', dir));
  narrator.tell('', '  Then, in another terminal:', '');
}

function tellLooks(narrator: Narrator, { states, thread }: Told['summary']): void {
  const [asking] = states;
  if (asking === undefined) return;
  const { ca, baseUrl, logins } = asking;
  const officer = logins[0]?.profile ?? '';
  const auditor = logins.find(({ role }) => role === 'AUDITOR')?.profile ?? '';
  const ready = ['curl', '--cacert', ca, `${baseUrl}/readyz`];
  const why = ['--purpose', 'INVESTIGATION', '--profile'];
  narrator.tell(
    '  what Amal sees',
    liaise('request', 'show', thread, ...why, officer),
    '  what the auditor of XA sees: who did what, when; and the forged message, stopped',
    liaise('audit', 'timeline', thread, ...why, auditor),
    liaise('quarantine', 'list', '--purpose', 'DETECTION', '--profile', auditor),
    '  what the gateway says of itself (the API: /api/docs for people, /api/v1/openapi.json for programs)',
    `      ${shellLine(ready)}`,
    '  a new login, once the old one has ended (after a quarter of an hour without use)',
    liaise('login', '--profile', officer),
  );
}
