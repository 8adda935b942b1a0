import {
  chmodSync,
  existsSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { aRequestBody, at } from '../../../../test/support/builders.js';
import { Desk, noRecalls, unrecalled, unstopped } from '../../../../test/support/desk.js';
import { refuse, type HttpsGateway } from '../../../../test/support/https-gateway.js';
import { clockOf, parseDocumentId, parseThreadId, type Document } from '#kernel';
import { likeNone } from '#capabilities/deconfliction/sought.model';
import { parseCertificate, signDetached, unlockKey, verifyDetached, type Certificate } from '#seal';
import { decodeDocument, decodeEntry, decodeLogin, sha256, sha512 } from '#wire';
import { newOfficerKey } from '../keys/officer-keys.js';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytes = (value: unknown): Buffer => Buffer.from(String(value), 'base64');
const now = new Date();
let desk: Desk;
let server: HttpsGateway;
let certificate: Certificate;
const file = (name: string): string => desk.file(name);
const liaise = (args: readonly string[], answer?: string) => desk.liaise(args, answer);
const logIn = () => desk.logIn();
const writeRequest = () => desk.writeRequest();

beforeAll(async () => {
  desk = await Desk.open();
  ({ server, certificate } = desk);
  for (const name of ['registrar-1', 'registrar-2'])
    await newOfficerKey(name, file(`${name}.key`), undefined, now);
  server.on('POST /api/v1/enrolments', () => ({ officer: 'a.novak' }));
  server.on('POST /api/v1/uploads', ({ body }) => ({
    ...{ upload: 'u1', size: body.length },
    scan: { verdict: 'CLEAN', reason: null, engine: null, at: null },
    ...{ sha256: sha256(body), sha512: sha512(body) },
  }));
  const none = { duplicates: [], otherDesk: false, checksLeft: 29 };
  server.on('POST /api/v1/requests/duplicates', () => none);
  server.on('POST /api/v1/requests', ({ json }) => {
    const { id } = decodeDocument(bytes(json()['document']));
    return { thread: id, dispatch: id, warnings: [] };
  });
});
afterAll(() => desk.close());

describe('liaise login', () => {
  it('signs with the officer’s own key and keeps the session for its owner alone', async () => {
    const { code, out } = await logIn();
    expect([code, out]).toEqual([0, expect.stringMatching('a.novak, border-police of XA')]);
    const sent = server.last('POST /api/v1/sessions').json();
    const login = bytes(sent['login']);
    expect(decodeLogin(login)).toMatchObject({
      state: 'XA',
      origin: server.origin,
      signer: certificate.fingerprint,
    });
    await verifyDetached(login, bytes(sent['signature']), certificate, new Date());
    expect(statSync(file('profile/session.json')).mode & 0o777).toBe(0o600);
    expect(String(sent['token'])).toHaveLength(43);
    expect(out).not.toMatch(String(sent['token']));
  });

  it('needs no options the second time, and a new signature every time', async () => {
    await logIn();
    const first = server.last('POST /api/v1/sessions').json()['login'];
    expect((await liaise(['login'])).code).toBe(0);
    expect(server.last('POST /api/v1/sessions').json()['login']).not.toBe(first);
  });

  it('binds the certificate at the first login, with a login of its own', async () => {
    writeFileSync(file('token'), `${'E'.repeat(43)}\n`, { mode: 0o600 });
    expect((await liaise(['login', '--enrol', file('token')])).code).toBe(0);
    const enrolment = server.last('POST /api/v1/enrolments').json();
    expect(enrolment['token']).toBe('E'.repeat(43));
    expect(enrolment['certificate']).toBe(base64(certificate.bytes));
    expect(enrolment['login']).not.toBe(server.last('POST /api/v1/sessions').json()['login']);
  });

  it('does not use a session that others may read', async () => {
    await logIn();
    const profile = file('profile/session.json');
    writeFileSync(file('open'), '');
    rmSync(profile);
    writeFileSync(profile, '{}');
    chmodSync(profile, 0o644);
    const { code, err } = await liaise(['request', 'list', '--purpose', 'INVESTIGATION']);
    expect([code, err]).toEqual([1, expect.stringMatching('CLI_FILE_UNSAFE')]);
    rmSync(profile);
    expect((await liaise(['request', 'list', '--purpose', 'INVESTIGATION'])).err).toMatch(
      'CLI_NO_SESSION',
    );
  });
});

describe('files of a person', () => {
  it('with a key or a token are not used when others may read them', async () => {
    await logIn();
    chmodSync(file('novak.key'), 0o640);
    const signing = await liaise(['login']);
    chmodSync(file('novak.key'), 0o600);
    writeFileSync(file('open-token'), `${'E'.repeat(43)}\n`, { mode: 0o644 });
    const enrolling = await liaise(['login', '--enrol', file('open-token')]);
    for (const { code, err } of [signing, enrolling])
      expect([code, err]).toEqual([1, expect.stringMatching('CLI_FILE_UNSAFE')]);
  });
});

describe('liaise request', () => {
  beforeAll(logIn);

  it('shows, signs and sends exactly what the file says, with its attachment', async () => {
    writeFileSync(file('list.csv'), 'a;b\n'.repeat(100_000));
    const args = ['request', 'send', writeRequest(), '--attach', file('list.csv')];
    const { code, out, err } = await liaise(args, 'yes');
    expect(err).toMatch('coast-guard of XB');
    expect([code, out]).toEqual([0, expect.stringMatching('Signed and queued')]);
    const sent = server.last('POST /api/v1/requests').json();
    const document = decodeDocument(bytes(sent['document']));
    expect(document).toMatchObject({ body: aRequestBody(), signer: certificate.fingerprint });
    expect(document.attachments).toMatchObject([{ name: 'list.csv', size: 400_000 }]);
    expect(sent['uploads']).toEqual(['u1']);
    const signature = bytes(sent['signature']);
    await verifyDetached(bytes(sent['document']), signature, certificate, new Date());
  });

  it('sends no file that is not what its ending says', async () => {
    writeFileSync(file('plan.pdf'), 'MZ');
    const { err } = await liaise(['request', 'send', writeRequest(), '--attach', file('plan.pdf')]);
    expect(err).toMatch('CLI_ATTACHMENT_TYPE');
  });

  it.each([undefined, 'no', ''])('signs nothing unseen: answer %j', async (answer) => {
    const before = server.asked.filter(({ path }) => path === '/api/v1/requests').length;
    const { code, err } = await liaise(['request', 'send', writeRequest()], answer);
    expect([code, err]).toEqual([1, expect.stringMatching('CLI_NOT_CONFIRMED')]);
    const after = server.asked.filter(({ path }) => path === '/api/v1/requests').length;
    expect(after).toBe(before);
  });

  it('does not sign when the gateway stored other bytes than it was sent', async () => {
    const honest = server.routes.get('POST /api/v1/uploads');
    server.on('POST /api/v1/uploads', (asked, reply) => ({
      ...(honest?.(asked, reply) as object),
      sha256: '0'.repeat(64),
    }));
    writeFileSync(file('a.txt'), 'a');
    const args = ['request', 'send', writeRequest(), '--attach', file('a.txt'), '--yes'];
    const { code, err } = await liaise(args);
    if (honest !== undefined) server.on('POST /api/v1/uploads', honest);
    expect([code, err]).toEqual([1, expect.stringMatching('CLI_ATTACHMENT_DIFFERS')]);
  });

  it('says what the server refused, with its remedy, and ends with 3', async () => {
    server.on('GET /api/v1/requests', (_, reply) => refuse(reply, 403, 'ROLE_MISSING'));
    const { code, out, err } = await liaise(['request', 'list', '--purpose', 'INVESTIGATION']);
    expect([code, out]).toEqual([3, '']);
    expect(err).toMatch(/ROLE_MISSING[^]*Remedy of ROLE_MISSING/);
  });

  it('takes a signature made elsewhere in a second run, and only of the same document', async () => {
    const signatureFile = file('request.sig');
    const args = [
      ...['request', 'send', writeRequest(), '--yes', '--detached', signatureFile],
      ...['--certificate', file('novak.key.cert')],
    ];
    const first = await liaise(args);
    expect([first.code, first.out]).toEqual([0, '']);
    const toSign = readFileSync(file('request'));
    writeFileSync(signatureFile, 'x');
    const forged = await liaise(args);
    expect([forged.code, forged.err]).toEqual([1, expect.stringMatching('CLI_SIGNATURE_FAILED')]);
    const key = await unlockKey(readFileSync(file('novak.key')));
    writeFileSync(signatureFile, await signDetached(toSign, key, new Date()));
    expect((await liaise(args)).code).toBe(0);
    expect(bytes(server.last('POST /api/v1/requests').json()['document'])).toEqual(toSign);
    expect(existsSync(file('request'))).toBe(false);
  });
});

describe('reading', () => {
  const content = Buffer.alloc(300_000, 7);
  const threadId = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
  const thread = parseThreadId(threadId);
  const show = `/api/v1/requests/${threadId}`;
  let dispatch: Record<string, unknown>;
  beforeAll(async () => {
    await logIn();
    writeFileSync(file('seven.bin'), content);
    await liaise(['request', 'send', writeRequest(), '--attach', file('seven.bin'), '--yes']);
    const sent = decodeDocument(bytes(server.last('POST /api/v1/requests').json()['document']));
    dispatch = await shown({ ...sent, id: parseDocumentId(threadId), thread });
    server.on(`GET ${show}/dispatches`, () => ({
      dispatches: [dispatch],
      withheld: [],
      next: null,
    }));
    server.on(`GET ${show}/dispatches/${threadId}`, () => dispatch);
    server.on(`GET ${show}`, () => ({
      ...{ thread: threadId, side: 'ASKING', requestType: 'INFORMATION', peer: 'XB' },
      ...{ peerAuthority: 'coast-guard', state: 'SUBMITTED', priority: 2, holder: null },
      formerAuthorities: [],
      clock: clockOf([], 2),
      alerts: [],
      recalls: noRecalls,
      evidence: noRecalls,
      ...likeNone,
      ...unstopped,
      ...{
        subjectLine: 'Owner\u001b[31m',
        erased: false,
        openedAt: at(),
        updatedAt: at(),
        dispatches: [],
        next: threadId,
      },
    }));
  });
  async function shown(members: Partial<Document>): Promise<Record<string, unknown>> {
    const signed = await desk.signed({ thread, ...members });
    const [document, signature] = [base64(signed.document), base64(signed.signature)];
    return {
      ...{ dispatch: members.id, direction: 'OUT', kind: members.kind, officer: 'a.novak' },
      ...{ committedAt: at(), messageId: null, document, signature },
      certificate: base64(signed.certificate),
      ...{ stages: [{ stage: 'QUEUED', at: at(), code: null, receipt: null }], attachments: [] },
      ...unrecalled,
    };
  }
  const get = (out: string) =>
    liaise([
      ...['attachment', 'get', threadId, threadId, '0', '--purpose', 'DETECTION'],
      ...['--out', file(out)],
    ]);
  const serve = (body: Buffer): void =>
    server.on(`GET ${show}/dispatches/${threadId}/attachments/0`, (_, reply) => {
      reply.writeHead(200, { 'content-length': body.length }).end(body);
    });

  it('tells a request that has not arrived apart from one that has', async () => {
    const args = ['request', 'show', threadId, '--purpose', 'INVESTIGATION', '--utc'];
    const queued = await liaise(args);
    expect(queued.out).toMatch(`Not yet delivered: queued, signed at 2026-03-01 12:00Z`);
    expect(queued.out).not.toMatch('\u001b');
    expect(queued.out).toMatch('It is still here.');
    const stages = dispatch['stages'];
    dispatch['stages'] = [{ stage: 'DELIVERED', at: at(1), code: null, receipt: { rseq: 1 } }];
    const claimed = await liaise(args);
    dispatch['stages'] = stages;
    // Without a proof it does not count as arrived.
    expect([claimed.code, claimed.err]).toEqual([4, expect.stringMatching('CLI_RECEIPT_UNPROVEN')]);
    expect(claimed.out).toMatch('Not yet delivered');
    expect(claimed.out).toMatch('It is still here.');
  });

  it('reads a thread of many pages to its end, and says where to go on when that is far', async () => {
    const path = `GET ${show}/dispatches`;
    const first = server.routes.get(path);
    const ids = Array.from(
      { length: 24 },
      (_, i) => `0198c9d2-7c1e-7a51-9d3b-${String(i).padStart(12, '0')}`,
    );
    const inReplyTo = parseDocumentId(threadId);
    const body = { reason: 'Found.' };
    const pages = await Promise.all(
      ids.map((id) => {
        const members = { id: parseDocumentId(id), kind: 'withdrawal', inReplyTo, body } as const;
        return shown(members);
      }),
    );
    const page = (size: number, last: number) =>
      server.on(path, ({ query }) => {
        const from = ids.indexOf(query.get('after') ?? '') + 1;
        const dispatches = Array.from({ length: size }, (_, i) => pages[(from + i) % ids.length]);
        const end = from + size >= last;
        return { dispatches, withheld: [], next: end ? null : ids[from + size - 1] };
      });
    page(8, 24);
    const args = ['request', 'show', threadId, '--purpose', 'INVESTIGATION', '--json'];
    const whole = await liaise(args);
    const read = JSON.parse(whole.out) as { dispatches: { dispatch: string }[] };
    expect(read.dispatches.map((each) => each.dispatch)).toEqual(ids);
    expect([whole.code, Object.keys(read)]).toEqual([0, expect.not.arrayContaining(['next'])]);
    server.on(path, ({ query }) => {
      const dispatches = Array.from({ length: Number(query.get('limit')) }, () => dispatch);
      return { dispatches, withheld: [], next: threadId };
    });
    const endless = await liaise([...args, '--after', threadId]);
    expect(endless.err).toMatch(`More documents follow: --after ${threadId}`);
    expect(JSON.parse(endless.out)).toMatchObject({ dispatches: { length: 1_000 } });
    if (first !== undefined) server.on(path, first);
  });

  it('keeps an attachment that is what was signed', async () => {
    serve(content);
    const { code, out } = await get('good.bin');
    expect([code, out]).toEqual([0, expect.stringMatching('300000 bytes, as signed')]);
    expect(readFileSync(file('good.bin')).equals(content)).toBe(true);
    expect((await get('good.bin')).err).toMatch('CLI_FILE_EXISTS');
  });

  it('writes through no link and removes nothing that it did not make', async () => {
    serve(content.subarray(1));
    symlinkSync(file('elsewhere'), file('link.bin'));
    expect((await get('link.bin')).err).toMatch('CLI_FILE_EXISTS');
    expect(readlinkSync(file('link.bin'))).toBe(file('elsewhere'));
    expect(existsSync(file('elsewhere'))).toBe(false);
  });

  it.each([
    ['one byte changed', Buffer.concat([content.subarray(1), Buffer.of(8)])],
    ['one byte less', content.subarray(1)],
    ['one byte more', Buffer.concat([content, Buffer.of(7)])],
  ])('removes an attachment with %s', async (_, body) => {
    serve(body);
    const { code, err } = await get('bad.bin');
    expect([code, err]).toEqual([1, expect.stringMatching('CLI_ATTACHMENT_DIFFERS')]);
    expect(existsSync(file('bad.bin'))).toBe(false);
  });

  it('minds one that is not what its sender says', async () => {
    const { attachments: files, ...sent } = decodeDocument(bytes(dispatch['document']));
    dispatch = await shown({ ...sent, attachments: files.map((a) => ({ ...a, name: 'a.pdf' })) });
    serve(content);
    expect((await get('odd.bin')).out).toMatch('not the bytes of application/pdf');
  });
});

describe('liaise officer', () => {
  it('is started by one registrar, signed by a second, and carried by anybody', async () => {
    const grant = file('grant.json');
    const start = await liaise([
      ...['officer', 'add', '--state', 'XA', '--officer', 'b.kovac@border-police', '--yes'],
      ...['--cert', file('novak.key.cert'), '--role', 'LIAISON_OFFICER', '--out', grant],
      ...['--token-out', file('kovac.token'), '--key', file('registrar-1.key')],
    ]);
    expect([start.code, start.out]).toEqual([0, expect.stringMatching('1 signature')]);
    const cosign = (key: string) => ['officer', 'add', '--cosign', grant, '--key', key, '--yes'];
    const again = await liaise(cosign(file('registrar-1.key')));
    expect([again.code, again.err]).toEqual([2, expect.stringMatching('has signed it already')]);
    const second = cosign(file('registrar-2.key'));
    expect((await liaise(second)).out).toMatch('2 signatures');

    server.on('POST /api/v1/directory/entries', () => ({ version: 12, head: 'a'.repeat(64) }));
    const submit = [
      ...['officer', 'add', '--submit', grant, '--url', server.origin, '--ca', file('ca.crt')],
    ];
    expect((await liaise(submit)).out).toMatch('version 12 of directory');
    const sent = server.last('POST /api/v1/directory/entries').json();
    const entry = bytes(sent['entry']);
    const secret = readFileSync(file('kovac.token'), 'utf8').trim();
    expect(statSync(file('kovac.token')).mode & 0o777).toBe(0o600);
    expect(decodeEntry(entry).body).toMatchObject({
      officer: 'b.kovac',
      fingerprint: certificate.fingerprint,
      enrolment: sha256(Buffer.from(secret)),
    });
    expect(sent['chain']).toBe('directory');
    const signatures = sent['signatures'] as string[];
    for (const [i, name] of ['registrar-1', 'registrar-2'].entries()) {
      const of = await parseCertificate(readFileSync(file(`${name}.key.cert`)));
      await verifyDetached(entry, bytes(signatures[i]), of, new Date());
    }
  });

  it('shows whole what is signed, and nothing that acts on the terminal', async () => {
    const authorities = Array.from({ length: 60 }, (_, i) => ['--authority', `authority-nr-${i}`]);
    const registrar = ['registrar', 'add', '--state', 'XA', '--registrar', 'm.horvat'];
    const { err } = await liaise(
      [
        ...[...registrar, '--cert', file('novak.key.cert'), ...authorities.flat()],
        ...['--key', file('registrar-1.key'), '--out', file('registrar.json')],
      ],
      'no',
    );
    for (let i = 0; i < 60; i += 1) expect(err).toMatch(`"authority-nr-${i}"`);
    writeFileSync(file('evil.json'), '\u001b[2J\u001b]0;gone\u0007');
    const evil = await liaise(['officer', 'add', '--cosign', file('evil.json'), '--yes']);
    expect([evil.code, evil.err]).toEqual([1, expect.stringMatching('CLI_FILE_INVALID')]);
    expect(evil.err).not.toMatch('\u001b');
  });

  it('does not take another kind of entry for a grant', async () => {
    const suspend = [
      ...['officer', 'suspend', 'a.novak', '--state', 'XA', '--yes'],
      ...['--key', file('registrar-1.key'), '--out', file('suspend.json')],
    ];
    expect((await liaise(suspend)).code).toBe(0);
    const asGrant = ['officer', 'add', '--cosign', file('suspend.json'), '--yes'];
    const { code, err } = await liaise([...asGrant, '--key', file('registrar-2.key')]);
    expect([code, err]).toEqual([1, expect.stringMatching('holds officer-suspended')]);
  });
});
