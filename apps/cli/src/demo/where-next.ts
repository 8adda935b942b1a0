import { programFile } from '#runner';
import { shellLine } from './lines.js';
import type { Narrator } from './narrator.js';
import type { Told } from './summary.js';

const liaise = (...words: readonly string[]): string =>
  `      ${shellLine(['node', programFile('liaise'), ...words])}`;

export type Left = 'running' | 'folder' | 'nothing';

export function tellWhereNext(narrator: Narrator, { file, summary }: Told, left: Left): void {
  const seconds = summary.seconds.toFixed(1);
  narrator.chapter(`All of it happened, in ${seconds} s. Where to look next`);
  if (left === 'nothing') {
    narrator.tell('  With --dir FOLDER everything is kept; without --once both States stay up.');
    return;
  }
  for (const { state, baseUrl, logs, logins } of summary.states) {
    narrator.tell(`  ${state}  ${baseUrl}`, `      logs in ${logs}`, '      logins:');
    for (const { officer, role, profile } of logins)
      narrator.tell(`      ${officer.padEnd(8)} ${role.padEnd(18)} --profile ${profile}`);
  }
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
    '  what the auditor of XA sees: who did what, when',
    liaise('audit', 'timeline', thread, ...why, auditor),
    '  what the gateway says of itself (the API: /api/docs for people, /api/v1/openapi.json for programs)',
    `      ${shellLine(ready)}`,
    '  a new login, once the old one has ended (after a quarter of an hour without use)',
    liaise('login', '--profile', officer),
  );
}
