import { readFileSync, writeFileSync } from 'node:fs';
import { parseAuthorityId } from '#kernel';
import { keepSubkeys, unlockKey } from '#seal';
import { decodePayload, sha256 } from '#wire';
import { until } from '../../support/installation.js';
import { aRequestBody } from '../../support/builders.js';
import { liaise, must } from '../../support/command.js';
import { BorderTap } from '../fixtures/border-tap.js';
import { Office } from '../../support/office.js';
import { Gpg, Scratch, Sq } from '../../support/openpgp-tools.js';
import { gatewayOptions, rootOf, type RunningStates } from '../../support/running-states.js';
import { runningStates } from './states.js';

let two: RunningStates;
let gpg: Gpg;
let sq: Sq;
let scratch: Scratch;
let fingerprint: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  gpg = new Gpg();
  sq = new Sq();
  scratch = new Scratch();
  gpg.generate('nina@border-police', 'default');
  fingerprint = gpg.fingerprint('nina@border-police');
  scratch.file('nina.cert', gpg.certificate('nina@border-police'));
  env = { PATH: process.env['PATH'], GNUPGHOME: gpg.scratch.path };
  two = await runningStates();
  await two.grant(two.a, 'nina', 'LIAISON_OFFICER', scratch.file('nina.cert'));
}, 180_000);
afterAll(() => {
  gpg.close();
  sq.close();
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

function signElsewhere(file: string, program: 'gpg' | 'sq' = 'gpg'): void {
  const bytes = readFileSync(file);
  const signature =
    program === 'gpg'
      ? gpg.runGpg(['--local-user', fingerprint, '--detach-sign'], bytes)
      : sq.sign(bytes, gpg.secretKey(fingerprint), '--binary');
  writeFileSync(`${file}.sig`, signature);
}

function bothVerify({ document, signature }: Shown['dispatches'][number]): void {
  const [bytes, detached] = [Buffer.from(document, 'base64'), Buffer.from(signature, 'base64')];
  expect(gpg.verify(bytes, detached)).toMatch(`VALIDSIG ${fingerprint}`);
  const certificate = readFileSync(scratch.file('nina.cert'));
  expect(sq.verify(bytes, detached, certificate)).toMatchObject({ status: 0 });
  const changed = Buffer.concat([bytes, Buffer.from(' ')]);
  expect(sq.verify(changed, detached, certificate).status).not.toBe(0);
}

describe('an officer with gpg', () => {
  it('enrols and logs in with a local gpg', async () => {
    const login = ['login', '--state', 'XA', '--officer', 'nina', '--root', rootOf(two.a)];
    const enrol = ['--enrol', two.token(two.a, 'nina'), ...gatewayOptions(two.a), ...profile()];
    await must([...login, '--gpg', fingerprint, ...enrol], env);
    // The signer is remembered: the next login needs no option.
    await must(['login', ...profile()], env);
    expect(await must(['whoami', ...profile()])).toMatch('nina, border-police of XA');
  }, 60_000);

  it('sends a request signed by gpg, and gets verified receipts', async () => {
    const sent = await must(['request', 'send', request(), '--yes', '--json', ...profile()], env);
    const { thread } = JSON.parse(sent) as { thread: string };
    bothVerify(await opened(thread));
  }, 90_000);

  it.each(['gpg', 'sq'] as const)(
    'logs in and sends with signatures that %s made elsewhere',
    async (program) => {
      const certificate = ['--certificate', scratch.file('nina.cert')];
      const login = scratch.file(`login-${program}`);
      const open = ['login', '--detached', `${login}.sig`, ...certificate, ...profile()];
      const first = await liaise(open);
      expect([first.code, first.out, first.err]).toEqual([
        0,
        '',
        expect.stringMatching('detach-sign'),
      ]);
      signElsewhere(login, program);
      await must(open);
      const file = scratch.file(`to-sign-${program}`);
      const send = ['request', 'send', request(), '--yes', '--json', ...profile()];
      const detached = [...send, '--detached', `${file}.sig`, ...certificate];
      expect(await must(detached)).toBe('');
      signElsewhere(file, program);
      const { thread } = JSON.parse(await must(detached)) as { thread: string };
      bothVerify(await opened(thread));
    },
    120_000,
  );

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
      gpg.runGpg(['--local-user', eve, '--detach-sign'], readFileSync(file)),
    );
    const { code, err } = await liaise(detached);
    expect([code, err]).toEqual([1, expect.stringMatching('CLI_SIGNATURE_FAILED')]);
    const key = await liaise([...send, '--gpg', eve], { env });
    expect([key.code, key.err]).toEqual([1, expect.stringMatching('CLI_KEY_NOT_YOURS')]);
  }, 60_000);
});

describe('a sealed message on its way', () => {
  it("opens with sq and the authority's key, and holds the signed document", async () => {
    const office = await Office.open(two, two.a, 'ana');
    const tap = await BorderTap.open(two.a, two.b);
    const request = await office.request('sealed for sq');
    const { ciphertext } = await tap.capture(request.id, () => office.submit(request));
    const { layout } = two.b;
    const key = layout.authorityKey(parseAuthorityId('border-police'), 'ENFORCEMENT');
    const opened = sq.decrypt(ciphertext, readFileSync(key));
    expect(opened.status).toBe(0);
    expect(opened.stderr).toMatch('AES-256/GCM');
    const { document } = decodePayload(opened.stdout);
    expect(sha256(document)).toBe(request.sha256);
    await tap.close();
    office.close();
  }, 60_000);

  it("is sealed to the authority's new subkey after a rotation, and opens with sq and its file", async () => {
    const { layout } = two.b;
    const rotate = ['key', 'rotate', '--dir', layout.dir];
    const { changes } = JSON.parse(await must([...rotate, '--json'])) as {
      changes: { did: string; key: string; subkey: string }[];
    };
    const publishedSubkeys = changes.filter(({ did }) => did === 'published');
    expect(publishedSubkeys.map(({ key }) => key).sort()).toEqual([
      'authority-border-police-DATA_PROTECTION',
      'authority-border-police-ENFORCEMENT',
      'authority-border-police-PROTECTION',
      'authority-contact-point-DATA_PROTECTION',
      'authority-contact-point-ENFORCEMENT',
      'authority-contact-point-PROTECTION',
      'gateway-encryption',
    ]);
    const again = await liaise(rotate);
    expect([again.code, again.err]).toEqual([1, expect.stringMatching('CLI_ROTATED_LATELY')]);
    await until('the new certificates at the neighbour', 60, async () => {
      const [row] = await two.a.rows<{ n: number }>(
        `select count(*)::int as n from trust.entry
          where state = 'XB' and position('"kind":"certificate"'::bytea in entry) > 0`,
      );
      return row?.n === publishedSubkeys.length ? true : undefined;
    });
    const office = await Office.open(two, two.a, 'ana');
    const tap = await BorderTap.open(two.a, two.b);
    const request = await office.request('sealed to the new subkey');
    const { ciphertext } = await tap.capture(request.id, () => office.submit(request));
    await tap.close();
    office.close();
    const file = layout.authorityKey(parseAuthorityId('border-police'), 'ENFORCEMENT');
    const key = await unlockKey(readFileSync(file));
    for (const { fingerprint } of key.certificate.subkeys) {
      const isNew = publishedSubkeys.some(({ subkey }) => subkey === fingerprint);
      const { privateKey } = await keepSubkeys(key, [fingerprint]);
      expect(sq.decrypt(ciphertext, privateKey).status === 0).toBe(isNew);
    }
    const opened = sq.decrypt(ciphertext, readFileSync(file));
    expect(sha256(decodePayload(opened.stdout).document)).toBe(request.sha256);
    // The opener has read the new key file and confirmed it.
    await until('the receipt of the neighbour', 60, async () => {
      const [row] = await two.a.rows(
        `select 1 as one from mailbox.outbox where dispatch = $1 and state = 'CLOSED' and outcome = 'OPENED'`,
        [request.id],
      );
      return row && true;
    });
    const doctor = await liaise(['doctor', '--dir', layout.dir]);
    expect(doctor.out).toMatch('subkeys: authority-border-police-ENFORCEMENT');
    expect(doctor.out).toMatch('newest 0 days old; 1 older kept');
    expect(await must(['status', '--dir', layout.dir])).toMatch(
      'subkeys of gateway-encryption: 0 days; older ones kept: 0 days',
    );
  }, 120_000);
});
