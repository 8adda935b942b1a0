import { programFile } from '#runner';
import { say } from '#language/console';
import { table } from '../print/table.js';
import { shellLine } from './lines.js';
import type { Narrator } from './narrator.js';
import type { WrittenSummary } from './summary.js';

const liaise = (...words: readonly string[]): string =>
  `      ${shellLine(['node', programFile('liaise'), ...words])}`;

const sees: Readonly<Record<string, string>> = {
  amal: say('whereNext.amal'),
  bruno: say('whereNext.bruno'),
  'r.marin': say('whereNext.rMarin'),
  'j.silva': say('whereNext.jSilva'),
  'e.berg': say('whereNext.eBerg'),
  's.weber': say('whereNext.sWeber'),
  'h.lind': say('whereNext.hLind'),
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
  const columns = [
    { head: say('label.address') },
    { head: say('label.person') },
    { head: say('whereNext.head') },
  ];
  const plain = { columns: undefined, paint: (_: unknown, text: string) => text };
  return table(columns, rows, plain).map((line) => `  ${line}`);
}

export type Left = 'running' | 'folder' | 'nothing';

export function tellWhereNext(
  narrator: Narrator,
  { file, summary }: WrittenSummary,
  left: Left,
): void {
  const seconds = summary.seconds.toFixed(1);
  narrator.chapter(say('whereNext.happenedWhereLookNext', { seconds }));
  narrator.tell(...placesTable(summary.states));
  if (left === 'nothing') {
    narrator.tell(
      '',
      say('whereNext.goneWithoutOnceBoth'),
      say('whereNext.dirFolderEverythingKept'),
    );
    return;
  }
  const [first] = summary.states.flatMap(({ logins }) => logins);
  narrator.tell(
    '',
    say('whereNext.everybodyActsProfileFolder', { profile: first?.profile ?? '' }),
    ...summary.states.map(({ state, logs }) => say('whereNext.logsOf', { state, logs })),
  );
  narrator.tell('');
  if (left === 'folder') tellHowToStart(narrator, summary);
  else narrator.tell(say('whereNext.bothStatesUpCopy'), '');
  tellLooks(narrator, summary);
  narrator.tell('', say('whereNext.programsExportedDocuments'), `      ${file}`);
}

function tellHowToStart(narrator: Narrator, { states }: WrittenSummary['summary']): void {
  narrator.tell(say('whereNext.bothStatesStoppedStarts'));
  for (const { dir } of states) narrator.tell(liaise('up', '--dir', dir));
  narrator.tell('', say('whereNext.anotherTerminal'), '');
}

function tellLooks(narrator: Narrator, { states, thread }: WrittenSummary['summary']): void {
  const [asking] = states;
  if (asking === undefined) return;
  const { ca, baseUrl, logins } = asking;
  const officer = logins[0]?.profile ?? '';
  const auditor = logins.find(({ role }) => role === 'AUDITOR')?.profile ?? '';
  const ready = ['curl', '--cacert', ca, `${baseUrl}/readyz`];
  const why = ['--purpose', 'INVESTIGATION', '--profile'];
  narrator.tell(
    say('whereNext.whatAmalSees'),
    liaise('request', 'show', thread, ...why, officer),
    say('whereNext.whatAuditorXaSees'),
    liaise('audit', 'timeline', thread, ...why, auditor),
    liaise('quarantine', 'list', '--purpose', 'DETECTION', '--profile', auditor),
    say('whereNext.whatGatewaySaysItself'),
    `      ${shellLine(ready)}`,
    say('whereNext.newLoginOnceOld'),
    liaise('login', '--profile', officer),
  );
}
