import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { liaise, must } from '../../support/command.js';
import { until } from '../../support/installation.js';
import { Office } from '../../support/office.js';
import { rootOf, type RunningStates } from '../../support/running-states.js';
import { mistakes } from '../fixtures/mistakes.js';
import { runningStates } from './states.js';

let two: RunningStates;
const places = new Map<string, string>();
const dir = (): string => two.file('mistakes');
const inDir = (name: string): string => join(dir(), name);
const write = (name: string, text: string, mode = 0o600): string => {
  writeFileSync(inDir(name), text, { mode });
  return inDir(name);
};

// Where `{name}` of a row stands for several words, they are options.
function filled(text: string): string {
  return text.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const place = places.get(name);
    if (place === undefined) throw new Error(`no place ${name}`);
    return place;
  });
}

function words(typed: string): string[] {
  return (filled(typed).match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));
}

// A copy of a profile, as another folder: nothing that is done to it touches the person.
function profileLike(name: string, change: (session: object) => object): string {
  mkdirSync(inDir(name));
  const from = join(two.profile(two.a, 'ana'), 'session.json');
  const session = JSON.parse(readFileSync(from, 'utf8')) as object;
  const copy = join(name, 'session.json');
  write(copy, JSON.stringify(change(session)));
  copyFileSync(
    from.replace(/\.json$/, '.directory.json'),
    inDir(join(name, 'session.directory.json')),
  );
  return inDir(name);
}

const password = join('postgres', 'superuser.password');
// What `liaise init` has made of a State, beside its database; its ports are those of the running one.
function stoppedState(name: string, ...more: readonly string[]): string {
  const { layout } = two.a;
  const stopped = inDir(name);
  for (const part of ['liaise.json', 'tls', 'nats', 'secrets', 'peers', 'keys', ...more])
    if (existsSync(join(layout.dir, part)))
      cpSync(join(layout.dir, part), join(stopped, part), { recursive: true });
  return stopped;
}

const threadOf = async (office: Office, name: string): Promise<string> => {
  const request = await office.request(name);
  await office.submit(request);
  return request.thread;
};

const stands = (thread: string, ...states: readonly string[]): Promise<true> =>
  until(`${states.join()} at the neighbour`, 60, async () => {
    const find = 'select 1 as one from cases.thread where id = $1 and state = any($2)';
    return (await two.b.rows(find, [thread, states])).length > 0 ? true : undefined;
  });

async function threads(): Promise<void> {
  const office = await Office.open(two, two.a, 'ana');
  try {
    for (const name of ['sent', 'withdrawn']) places.set(name, await threadOf(office, name));
  } finally {
    office.close();
  }
  const [sent = '', withdrawn = ''] = ['sent', 'withdrawn'].map((name) => places.get(name));
  for (const thread of [sent, withdrawn]) await stands(thread, 'SUBMITTED', 'REGISTERED');
  const ana = ['--purpose', 'INVESTIGATION', '--yes', '--profile', two.profile(two.a, 'ana')];
  await must(['request', 'withdraw', withdrawn, ...ana]);
  await stands(withdrawn, 'WITHDRAWN');
}

async function grants(): Promise<void> {
  const registrar = (id: string): string => `${two.a.layout.dir}-people/registrar-${id}.key`;
  places.set('registrar1', registrar('m.h'));
  const key = inDir('new.key');
  await must(['key', 'new', '--officer', 'a.novak@border-police', '--out', key]);
  places.set('newkey', key).set('cert', `${key}.cert`);
  for (const [name, of] of [
    ['grant', 'border-police'],
    ['foreign', 'police'],
  ] as const) {
    const out = inDir(`${name}.json`);
    await must([
      ...['officer', 'add', '--state', 'XA', '--officer', `a.novak@${of}`, '--cert', `${key}.cert`],
      ...['--role', 'LIAISON_OFFICER', '--out', out, '--token-out', `${out}.token`],
      ...['--key', registrar('m.h'), '--yes'],
    ]);
    places.set(name, out);
  }
}

async function lockedKey(): Promise<void> {
  const phrase = write('phrase', 'right\n');
  const key = inDir('locked.key');
  const made = ['key', 'new', '--officer', 'a.novak@border-police', '--out', key];
  await must([...made, '--passphrase-file', phrase]);
  places.set('locked', key);
  write('wrong', 'wrong\n');
  write('open', 'right\n', 0o644);
}

async function drafts(): Promise<void> {
  const form = JSON.parse(await must(['request', 'form', 'VESSEL'])) as Record<string, unknown>;
  const to = { state: 'XB', authority: 'border-police' };
  places.set('good', write('good.json', JSON.stringify({ ...form, to })));
  places.set('misspelt', write('misspelt.json', JSON.stringify({ ...form, to, purpos: 'X' })));
  places.set('big', write('big.bin', 'big'));
  truncateSync(inDir('big.bin'), 300 * 1024 * 1024);
}

describe('mistakes of a new user', () => {
  beforeAll(async () => {
    two = await runningStates();
    mkdirSync(dir());
    const { a, b } = two;
    const root = rootOf(a);
    places.set('dir', dir()).set('xa', a.layout.dir).set('xb', b.layout.dir).set('root', root);
    places.set('url', a.origin).set('ca', a.layout.servicesAuthority);
    places.set('url:xb', b.origin).set('ca:xb', b.layout.servicesAuthority);
    places.set(
      'badroot',
      root.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    );
    places.set(
      'at',
      `--url ${a.origin} --ca ${a.layout.servicesAuthority} --state XA --root ${root}`,
    );
    places.set('nobody', `--profile ${inDir('nobody')}`);
    for (const name of ['ana', 'lia', 'dora']) {
      places.set(name, `--profile ${two.profile(a, name)}`).set(`key:${name}`, two.key(a, name));
      places.set(`token:${name}`, two.token(a, name));
    }
    places.set('ben', `--profile ${two.profile(b, 'ben')}`);
    for (const name of ['invitation', 'acceptance']) places.set(name, two.file(`${name}.json`));
    // Words of the right form, which nobody has read.
    places.set('words', Array.from({ length: 12 }, () => 'kedat').join(' '));
    places.set('newcomer', '--officer a.novak@border-police --role LIAISON_OFFICER --state XA');
    places.set('stopped', stoppedState('stopped', password)).set('lost', stoppedState('lost'));
    places.set('out', `--profile ${profileLike('out', (session) => ({ ...session, token: '' }))}`);
    const twice = profileLike('twice', (session) => session);
    write(
      'twice/session.ids',
      '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e\n0198c9d2-7c1e-7a51-9d3b-0f7b6a1c2d3e\n',
    );
    places.set('twice', `--profile ${twice}`);
    await lockedKey();
    await grants();
    await drafts();
    await threads();
  }, 180_000);

  it('are forty or more, each another one', () => {
    expect(mistakes.length).toBeGreaterThanOrEqual(40);
    expect(new Set(mistakes.map(({ typed }) => typed)).size).toBe(mistakes.length);
  });

  it.each(mistakes)('$did', async ({ typed, exit, says, next }) => {
    const { code, out, err } = await liaise(words(typed), { stays: true });
    const said = `${err}${out}`;
    expect([code, said]).toEqual([exit, expect.stringContaining(filled(says))]);
    expect(said).toContain(filled(next));
  });
});
