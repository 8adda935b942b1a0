import { readFileSync, writeFileSync } from 'node:fs';
import { until } from '../support/installation.js';
import { aRequestBody } from '../support/builders.js';
import { liaise, must } from '../support/command.js';
import { Gpg, Scratch } from '../support/openpgp-tools.js';
import { RunningStates, gatewayOptions, rootOf } from '../support/running-states.js';

/** An officer whose key never leaves gpg: enrolled, logged in, a request sent, its receipts verified. */
let two: RunningStates;
let gpg: Gpg;
let scratch: Scratch;
let fingerprint: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  gpg = new Gpg();
  scratch = new Scratch();
  gpg.generate('nina@border-police', 'default');
  fingerprint = gpg.fingerprint('nina@border-police');
  scratch.file('nina.cert', gpg.certificate('nina@border-police'));
  env = { PATH: process.env['PATH'], GNUPGHOME: gpg.scratch.path };
  two = await RunningStates.start();
  await two.grant(two.a, 'nina', 'LIAISON_OFFICER', scratch.file('nina.cert'));
}, 180_000);
afterAll(async () => {
  await two.stop();
  gpg.close();
  scratch.close();
});

const profile = (): string[] => ['--profile', two.profile(two.a, 'nina')];
const request = (): string => {
  const to = { state: 'XB', authority: 'border-police' };
  const content = { to, purpose: 'INVESTIGATION', body: aRequestBody() };
  return scratch.file('request.json', JSON.stringify(content));
};

interface Shown {
  readonly dispatches: readonly {
    readonly document: string;
    readonly signature: string;
    readonly stages: readonly { stage: string; verified: boolean | null; problem: string | null }[];
  }[];
}

/** Waits for the neighbour's signed word that it has opened the request. */
async function opened(thread: string): Promise<Shown['dispatches'][number]> {
  return until('a verified receipt', 60, async () => {
    const show = ['request', 'show', thread, '--purpose', 'INVESTIGATION', '--json'];
    const { dispatches } = JSON.parse(await must([...show, ...profile()])) as Shown;
    const [sent] = dispatches;
    return sent?.stages.some(({ stage, verified }) => stage === 'OPENED' && verified === true)
      ? sent
      : undefined;
  });
}

/** Signs as a person does on another machine: `gpg --detach-sign FILE`. */
function signElsewhere(file: string): void {
  const bytes = readFileSync(file);
  writeFileSync(`${file}.sig`, gpg.run(['--local-user', fingerprint, '--detach-sign'], bytes));
}

describe('an officer with gpg', () => {
  it('enrols and logs in with a local gpg', async () => {
    const login = ['login', '--state', 'XA', '--officer', 'nina', '--root', rootOf(two.a)];
    const enrol = ['--enrol', two.token(two.a, 'nina'), ...gatewayOptions(two.a), ...profile()];
    await must([...login, '--gpg', fingerprint, ...enrol], env);
    // Remembered: the next login needs nothing.
    await must(['login', ...profile()], env);
    expect(await must(['whoami', ...profile()])).toMatch('nina, border-police of XA');
  }, 60_000);

  it('sends a request signed by gpg, and gets verified receipts', async () => {
    const sent = await must(['request', 'send', request(), '--yes', '--json', ...profile()], env);
    const { thread } = JSON.parse(sent) as { thread: string };
    const { document, signature } = await opened(thread);
    const status = gpg.verify(Buffer.from(document, 'base64'), Buffer.from(signature, 'base64'));
    expect(status).toMatch(`VALIDSIG ${fingerprint}`);
  }, 90_000);

  it('logs in and sends with signatures made elsewhere', async () => {
    const certificate = ['--certificate', scratch.file('nina.cert')];
    const login = scratch.file('login');
    const open = ['login', '--detached', `${login}.sig`, ...certificate, ...profile()];
    const first = await liaise(open);
    expect([first.code, first.out, first.err]).toEqual([
      0,
      '',
      expect.stringMatching('detach-sign'),
    ]);
    signElsewhere(login);
    await must(open);
    const file = scratch.file('to-sign');
    const send = ['request', 'send', request(), '--yes', '--json', ...profile()];
    const detached = [...send, '--detached', `${file}.sig`, ...certificate];
    expect(await must(detached)).toBe('');
    signElsewhere(file);
    const { thread } = JSON.parse(await must(detached)) as { thread: string };
    await opened(thread);
  }, 120_000);

  it('is refused with a signature of another key, and nothing leaves', async () => {
    gpg.generate('eve@elsewhere', 'default');
    const file = scratch.file('forged');
    const certificate = ['--certificate', scratch.file('nina.cert')];
    const send = ['request', 'send', request(), '--yes', ...profile()];
    const detached = [...send, '--detached', `${file}.sig`, ...certificate];
    await must(detached);
    const eve = gpg.fingerprint('eve@elsewhere');
    writeFileSync(
      `${file}.sig`,
      gpg.run(['--local-user', eve, '--detach-sign'], readFileSync(file)),
    );
    const { code, err } = await liaise(detached);
    expect([code, err]).toEqual([1, expect.stringMatching('CLI_SIGNATURE_FAILED')]);
    const key = await liaise([...send, '--gpg', eve], { env });
    expect([key.code, key.err]).toEqual([4, expect.stringMatching('CLI_DIRECTORY_DIFFERS')]);
  }, 60_000);
});
