import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseDocumentId, parseThreadId, type RequestBody } from '#kernel';
import { aSubject } from '../../support/builders.js';
import { must } from '../../support/command.js';
import { until } from '../../support/installation.js';
import { Office } from '../../support/office.js';
import { Gpg, Scratch } from '../../support/openpgp-tools.js';
import { gatewayOptions, rootOf, type RunningStates } from '../../support/running-states.js';
import { runningStates } from './states.js';

const text = readFileSync(new URL('../../../deploy/api.md', import.meta.url), 'utf8');
const program = /^```python\n([\s\S]*?)^```$/m.exec(text)?.[1] ?? '';
const statement = 'Seen at 02:10 by the crew of the patrol boat.\n';
let two: RunningStates;
let gpg: Gpg;
let scratch: Scratch;
let fingerprint: string;

beforeAll(async () => {
  [gpg, scratch] = [new Gpg(), new Scratch()];
  gpg.generate('ines@border-police', 'default');
  fingerprint = gpg.fingerprint('ines@border-police');
  two = await runningStates();
  const certificate = scratch.file('ines.cert', gpg.certificate('ines@border-police'));
  await two.grant(two.a, 'ines', 'LIAISON_OFFICER', certificate);
  const login = ['login', '--state', 'XA', '--officer', 'ines', '--root', rootOf(two.a)];
  const enrol = ['--enrol', two.token(two.a, 'ines'), ...gatewayOptions(two.a)];
  const profile = ['--profile', two.profile(two.a, 'ines')];
  const env = { PATH: process.env['PATH'], GNUPGHOME: gpg.scratch.path };
  await must([...login, '--gpg', fingerprint, ...enrol, ...profile], env);
}, 180_000);
afterAll(() => {
  gpg.close();
  scratch.close();
});

async function ask(signer = fingerprint) {
  const { origin, layout } = two.a;
  writeFileSync(scratch.file('ask.py'), program);
  const draft = JSON.parse(await must(['request', 'form', 'INFORMATION'])) as { body: RequestBody };
  const subjects = [aSubject({ name: 'Grey van with a ladder' })];
  scratch.file('request.json', JSON.stringify({ ...draft, body: { ...draft.body, subjects } }));
  scratch.file('statement.txt', statement);
  const files = [scratch.file('request.json'), scratch.file('statement.txt')];
  const args = [scratch.file('ask.py'), origin, layout.servicesAuthority, 'XA', 'ines', signer];
  const child = spawn('python3', [...args, ...files], {
    env: { PATH: process.env['PATH'], HOME: scratch.path, GNUPGHOME: gpg.scratch.path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => (said += part));
  const line = async (): Promise<string> => {
    const next = await lines.next();
    if (next.done === true) throw new Error(`the program ended: ${said}`);
    return next.value;
  };
  return { line, ended, said: () => said, stop: () => child.kill('SIGKILL') };
}

async function answer(sent: string): Promise<void> {
  const thread = parseThreadId(sent);
  const ben = await Office.open(two, two.b, 'ben');
  await until('the attachment to arrive', 60, async () => {
    const [attached] = (await ben.arrived(thread)) ?? [];
    return attached?.state === 'COMPLETE' ? true : undefined;
  });
  const out = scratch.file('received.txt');
  await ben.download(thread, out);
  expect(readFileSync(out, 'utf8')).toBe(statement);
  await ben.claim(thread);
  const { document } = await ben.opener(thread);
  expect(JSON.parse(Buffer.from(document).toString())).toMatchObject({ thread, id: thread });
  await ben.answer(await ben.response(thread, parseDocumentId(sent)));
  ben.close();
}

describe('the program of deploy/api.md', () => {
  it('has at most 80 lines', () => {
    const lines = program.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(40);
    expect(lines.length).toBeLessThanOrEqual(80);
  });

  it('logs in, finds the authority, sends a request with a file, and prints the answer', async () => {
    const { line, ended, said, stop } = await ask();
    try {
      const [, sent = ''] = /^sent (\S+)$/.exec(await line()) ?? [];
      await answer(sent);
      const [, body = ''] = /^answer (.+)$/.exec(await line()) ?? [];
      expect(JSON.parse(body)).toMatchObject({ final: true, information: 'Flag confirmed.' });
      expect([await ended, said()]).toEqual([[0, null], '']);
    } finally {
      stop();
    }
  }, 120_000);

  it('says the code of a refusal and what to do', async () => {
    gpg.generate('mallory@elsewhere', 'default');
    const { ended, said } = await ask(gpg.fingerprint('mallory@elsewhere'));
    expect(await ended).toEqual([1, null]);
    expect(said()).toMatch(/^LOGIN_REFUSED.*one-time token/);
  }, 60_000);
});
