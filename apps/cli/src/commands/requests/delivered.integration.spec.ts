import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { aRequestBody } from '../../../../../test/support/builders.js';
import { liaise } from '../../../../../test/support/command.js';
import { Desk } from '../../../../../test/support/desk.js';
import { refuse } from '../../../../../test/support/https-gateway.js';
import { SentDispatch, type Lies } from '../../../../../test/support/receipts.js';
import { aLinkId } from '../../../../../test/support/state.js';
import { parseAuthorityId, timestamp, type ReceiptStage } from '#kernel';
import { decodeDocument } from '#wire';
import { moment } from '../../print/moment.js';

let desk: Desk;
let link: object;
let given: { readonly stage: ReceiptStage; readonly lies?: Lies } | undefined;
let looks = 0;
let late = 0;
let keptBack = false;
let busy = 0;

const nothing = { up: null, upAt: null, lookedAt: null };
const now = timestamp(new Date());
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const bytes = (value: unknown): Buffer => Buffer.from(String(value), 'base64');

beforeAll(async () => {
  desk = await Desk.open();
  const { xb, server } = desk;
  const guard = parseAuthorityId('coast-guard');
  const [registrar] = xb.registrars;
  if (registrar === undefined) throw new Error('no registrar');
  const roster = { authority: guard, contact: '+385 1 555 01, day and night', periods: [] };
  await xb.add('duty-roster', roster, [registrar]);
  await xb.add('contact-point', { authority: guard, ...xb.validity }, [xb.root]);
  desk.directoryServer.served('directory', 'XB').entries = [...xb.directory];
  await desk.logIn();
  const none = { duplicates: [], otherDesk: false, checksLeft: 29 };
  server.on('POST /api/v1/requests/duplicates', () => none);
  server.on('POST /api/v1/requests', ({ json }) => {
    const [document, signature] = [bytes(json()['document']), bytes(json()['signature'])];
    const { id, body } = decodeDocument(document) as { id: string; body: { requestType: string } };
    const sent = new SentDispatch(desk.xa, desk.xb, aLinkId(), document, signature);
    const path = `GET /api/v1/dispatches/${id}/delivery`;
    const receipt = given && sent.receipt(given.stage, given.lies);
    looks = 0;
    server.on(path, (_, reply) => {
      looks += 1;
      if (looks <= busy) return { ...refuse(reply, 429, 'RATE_LIMITED'), action: 'retry' };
      void (looks > late ? (receipt ?? Promise.resolve(undefined)) : Promise.resolve(undefined))
        .then((made) => {
          reply.setHeader('content-type', 'application/json');
          const queued = { stage: 'QUEUED', at: now, code: null, receipt: null };
          reply.end(
            JSON.stringify({
              ...{ dispatch: id, thread: id, peer: 'XB', peerAuthority: 'coast-guard', link },
              ...{ priority: body.requestType === 'RISK_TO_LIFE' ? 0 : 2, keptBack },
              ...{ messageId: sent.messageId, proof: made?.proof ?? null },
              stages: [queued, ...(made === undefined ? [] : [made.shown])],
            }),
          );
        })
        .catch(() => refuse(reply, 500, 'TEST_FAILED'));
      return undefined;
    });
    return { thread: id, dispatch: id, warnings: [] };
  });
}, 60_000);
afterAll(() => desk.close());

beforeEach(() => {
  given = undefined;
  late = 0;
  link = nothing;
});

function writeRequest(requestType: 'RISK_TO_LIFE' | 'INFORMATION'): void {
  const to = { state: 'XB', authority: 'coast-guard' };
  const body = aRequestBody({ requestType });
  const purpose = requestType === 'RISK_TO_LIFE' ? 'SAFETY_OF_LIFE' : 'INVESTIGATION';
  writeFileSync(desk.file('request.json'), JSON.stringify({ to, purpose, body }));
}

function send(requestType: 'RISK_TO_LIFE' | 'INFORMATION', ...more: string[]) {
  writeRequest(requestType);
  return desk.liaise(['request', 'send', desk.file('request.json'), '--yes', ...more]);
}

describe('a document that was sent', () => {
  it('is DELIVERED once the neighbour’s receipt is there and verifies, and the command ends with 0', async () => {
    given = { stage: 'DELIVERED' };
    late = 3;
    const { code, out, err } = await send('RISK_TO_LIFE');
    expect([code, err]).toEqual([0, expect.not.stringMatching('CALL')]);
    expect(out).toMatch(/^Signed and queued: thread .*\nDELIVERED after \d+\.\d s;/);
    expect(looks).toBe(4);
  });

  it('NOT DELIVERED where the link is down: since when, whom to call; of a risk to life the command ends with 6', async () => {
    const upAt = '2026-03-01T08:48:00.000Z';
    link = { up: false, upAt, lookedAt: now };
    const { code, out, err } = await send('RISK_TO_LIFE');
    expect(out).toMatch(`NOT DELIVERED: the link to XB is down since ${moment(upAt, zone)}`);
    expect(out).toMatch(
      /CALL THEM NOW:\n {4}\+385 1 555 01, day and night {2}duty desk of coast-g/,
    );
    expect([code, err]).toEqual([6, expect.stringMatching('CLI_NOT_DELIVERED')]);
    const other = await send('INFORMATION');
    expect([other.code, other.out]).toEqual([
      0,
      expect.stringMatching(/NOT DELIVERED[^]*Call them/),
    ]);
  });

  it('NOT DELIVERED YET after a bounded number of looks, more of them where life is at risk', async () => {
    link = { up: true, upAt: now, lookedAt: now };
    const life = await send('RISK_TO_LIFE');
    expect([life.code, life.out]).toEqual([6, expect.stringMatching('NOT DELIVERED YET after')]);
    const many = looks;
    const other = await send('INFORMATION');
    expect([other.code, other.out]).toEqual([0, expect.stringMatching('the link to XB is up')]);
    expect([many, looks]).toEqual([16, 11]);
  });

  it('does not leave any more where it was refused or kept back, and nobody is told to wait for it', async () => {
    const code = 'RECIPIENT_KEY_UNKNOWN';
    given = { stage: 'REJECTED', lies: { event: { reason: code }, receipt: { code } } };
    const refused = await send('RISK_TO_LIFE');
    given = undefined;
    keptBack = true;
    const kept = await send('RISK_TO_LIFE');
    keptBack = false;
    for (const { code: ended, out, err } of [refused, kept]) {
      expect([ended, out]).toEqual([6, expect.stringMatching(/NOT DELIVERED[^]*CALL THEM NOW/)]);
      expect(err).toMatch(/CLI_LIFE_REFUSED[^]*to XB: (REFUSED|KEPT_BACK)/);
      expect(err).not.toMatch('do not send it again');
    }
  });

  it('is not believed to be there by a receipt that somebody else signed', async () => {
    given = { stage: 'OPENED', lies: { receiptKey: desk.xa.keys.receipts } };
    const { code, out, err } = await send('INFORMATION');
    expect(out).toMatch('NOT PROVEN: this gateway says DELIVERED');
    expect([code, err]).toEqual([4, expect.stringMatching('CLI_RECEIPT_UNPROVEN')]);
  });

  it('says so when nothing is known, and a risk to life then does not end well', async () => {
    const { server } = desk;
    const before = server.routes.get('POST /api/v1/requests');
    server.on('POST /api/v1/requests', (asked) => {
      const { id } = decodeDocument(bytes(asked.json()['document']));
      return { thread: id, dispatch: id, warnings: [] };
    });
    const life = await send('RISK_TO_LIFE');
    expect([life.code, life.out]).toEqual([
      6,
      expect.stringMatching(/NOT KNOWN WHETHER IT IS DELIVERED \(ROUTE_UNKNOWN\)[^]*\+385/),
    ]);
    expect((await send('INFORMATION')).code).toBe(0);
    if (before !== undefined) server.on('POST /api/v1/requests', before);
  });

  it('names the numbers that were verified last where the gateway answers nothing more', async () => {
    const { server } = desk;
    const routes = new Map(server.routes);
    server.on('POST /api/v1/requests', (asked) => {
      const { id } = decodeDocument(bytes(asked.json()['document']));
      server.routes.clear();
      return { thread: id, dispatch: id, warnings: [] };
    });
    const { code, out } = await send('RISK_TO_LIFE');
    for (const [route, handler] of routes) server.on(route, handler);
    expect([code, out]).toEqual([6, expect.stringMatching(/NOT KNOWN WHETHER[^]*NOW:\n *\+385/)]);
  });

  it('is told as taken whatever goes wrong afterwards: nobody is to send it again', async () => {
    writeRequest('RISK_TO_LIFE');
    const env = { LIAISE_PROFILE: desk.file('profile/') };
    const pause = () => Promise.reject(new Error('a fault of this program'));
    const { code, out } = await liaise(
      ['request', 'send', desk.file('request.json'), '--yes', '--json'],
      { env, pause },
    );
    expect([code, JSON.parse(out)]).toEqual([
      6,
      expect.objectContaining({
        thread: expect.any(String) as string,
        delivery: expect.objectContaining({ fate: 'UNKNOWN' }) as object,
      }),
    ]);
  });

  it('is looked for again where the gateway has no answer just now', async () => {
    given = { stage: 'DELIVERED' };
    busy = 3;
    const { code, out } = await send('RISK_TO_LIFE');
    expect([code, out]).toEqual([0, expect.stringMatching(/\nDELIVERED after/)]);
    expect(looks).toBe(4);
    busy = 100;
    const never = await send('INFORMATION');
    busy = 0;
    expect(never.out).toMatch('NOT KNOWN WHETHER IT IS DELIVERED (RATE_LIMITED)');
    expect(looks).toBe(11);
  });

  it('is one JSON document, with what became of it', async () => {
    given = { stage: 'OPENED' };
    const { out } = await send('INFORMATION', '--json');
    expect(JSON.parse(out)).toMatchObject({
      thread: expect.any(String) as string,
      dispatch: expect.any(String) as string,
      delivery: { fate: 'DELIVERED', problem: null, life: false, call: [] },
    });
  });
});

describe('a form', () => {
  const fields = [
    ...['--to', 'xb/coast-guard', '--purpose', 'investigation', '--text', 'Who owns it?'],
    ...['--set', 'facts=It landed.', '--set', 'ownReference=BP-1', '--set', 'subjectLine=A van'],
    ...['--set', 'underlyingOffence=Smuggling', '--set', 'necessityAndProportionality=Needed.'],
  ];
  const reasons = ['--set', 'reasonsInformationAvailable=Your plate.'];
  const fill = (...more: string[]) => desk.liaise(['request', 'new', 'information', ...more]);
  const sentBody = () => {
    const { json } = desk.server.last('POST /api/v1/requests');
    return decodeDocument(bytes(json()['document'])).body;
  };

  it('is filled by options alone, and sent', async () => {
    given = { stage: 'DELIVERED' };
    const { code, out } = await fill(...fields, ...reasons, '--yes');
    expect([code, out]).toEqual([0, expect.stringMatching('DELIVERED after')]);
    expect(sentBody()).toMatchObject({ informationRequested: 'Who owns it?', urgent: false });
  });

  it('says all that is wrong in it at once, keeps it in a file, and goes on from there', async () => {
    const kept = desk.file('kept.json');
    const wrong = await fill(
      ...fields,
      '--set',
      'urgent=perhaps',
      '--set',
      'fact=x',
      '--out',
      kept,
    );
    expect(wrong.code).toBe(1);
    for (const said of [
      'reasonsInformationAvailable',
      'urgent: must be yes or no',
      'nearest: facts',
    ])
      expect(wrong.err).toMatch(said);
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    const { fact: _, ...body } = (
      JSON.parse(readFileSync(kept, 'utf8')) as { body: { fact: string } }
    ).body;
    writeFileSync(kept, JSON.stringify({ ...JSON.parse(readFileSync(kept, 'utf8')), body }));
    given = { stage: 'DELIVERED' };
    const { code } = await fill('--from', kept, ...reasons, '--set', 'urgent=no', '--yes');
    expect([code, sentBody()]).toEqual([0, expect.objectContaining({ facts: 'It landed.' })]);
  });

  it('is filled in an editor, on a private file that is gone afterwards', async () => {
    const seen = desk.file('seen.json');
    const program = `const fs = require('fs'); const [, , file] = process.argv;
      const form = JSON.parse(fs.readFileSync(file, 'utf8'));
      fs.writeFileSync('${seen}', JSON.stringify({ file, mode: fs.statSync(file).mode, form }));
      form.body.reasonsInformationAvailable = 'Your plate.';
      fs.writeFileSync(file, JSON.stringify(form));`;
    writeFileSync(desk.file('editor.cjs'), program);
    given = { stage: 'DELIVERED' };
    const env = {
      LIAISE_PROFILE: desk.file('profile/'),
      EDITOR: `${process.execPath} ${desk.file('editor.cjs')}`,
    };
    const args = ['request', 'new', 'information', ...fields, '--edit', '--yes'];
    const { code } = await liaise(args, { env, pause: () => Promise.resolve() });
    expect([code, sentBody()]).toEqual([
      0,
      expect.objectContaining({ reasonsInformationAvailable: 'Your plate.' }),
    ]);
    const { file, mode, form } = JSON.parse(readFileSync(seen, 'utf8')) as {
      file: string;
      mode: number;
      form: { body: object };
    };
    expect([mode & 0o777, existsSync(file)]).toEqual([0o600, false]);
    expect(form.body).toMatchObject({ facts: 'It landed.', reasonsInformationAvailable: '' });
    const none = await fill(...fields, '--edit');
    expect([none.code, none.err]).toEqual([2, expect.stringMatching('set VISUAL or EDITOR')]);
  });

  it('of a type that is mistyped names the nearest', async () => {
    const { code, err } = await desk.liaise(['request', 'new', 'vesel']);
    expect([code, err]).toEqual([2, expect.stringMatching('nearest: VESSEL')]);
  });
});

describe('a risk to life that is not even sent', () => {
  const words = ['--to', 'xb/coast-guard', '--where', '43.1N 15.2E', 'Boat adrift'];
  const life = (answer: string) => desk.liaise(['request', 'life', ...words], answer);
  const profile = () => desk.file('profile/session.json');

  it('names whom to call, by what was verified last, and says nothing of it to who has said no', async () => {
    expect((await life('no')).err).not.toMatch('NOT SENT');
    const before = readFileSync(profile(), 'utf8');
    const change = (members: object): void => {
      const whole = { ...(JSON.parse(before) as object), ...members };
      writeFileSync(profile(), JSON.stringify(whole));
    };
    const said = /NOT SENT to XB[^]*CALL THEM NOW:\n *\+385 1 555 01[^]*liaise: /;
    // No server listens at this address.
    change({ origin: 'https://127.0.0.1:1' });
    const gone = await life('yes');
    expect([gone.code, gone.out]).toEqual([1, '']);
    expect(gone.err).toMatch(said);
    expect(gone.err).toMatch('CLI_UNREACHABLE');
    change({ token: '' });
    const over = await life('yes');
    expect(over.err).toMatch(said);
    expect(over.err).toMatch('CLI_NO_SESSION');
    writeFileSync(profile(), before);
  });
});
