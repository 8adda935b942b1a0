import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { v7 } from 'uuid';
import {
  parseBroadcastId,
  parseFingerprint,
  parseOfficerId,
  parseStateCode,
  type Body,
  type DocumentId,
} from '#kernel';
import { signDetached, unlockKey } from '#seal';
import { newToken } from '#trust';
import { canonicalJson, sha256 } from '#wire';
import { composeLogin } from '../../../apps/cli/src/compose/login.js';
import { newOfficerKey } from '../../../apps/cli/src/keys/officer-keys.js';
import { aRequestBody } from '../../support/builders.js';
import { must } from '../../support/command.js';
import { Contract } from '../../instruments/contract.js';
import { until, type Installation } from '../../support/installation.js';
import { Office, type SignedOne } from '../../support/office.js';
import { Scratch } from '../../support/openpgp-tools.js';
import { RawClient } from '../fixtures/raw-client.js';
import { gatewayOptions, type RunningStates } from '../../support/running-states.js';
import {
  members,
  post,
  purpose,
  asksAboutPerson,
  asksForPackage,
  provesReceipts,
  putsOnAccessList,
  sessionToken,
  stopsAndLifts,
} from './contract-acts.js';
import { runningStates } from './states.js';

const contract = new Contract();
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
let two: RunningStates;
let scratch: Scratch;
let api: { readonly xa: RawClient; readonly xb: RawClient };
let zoe: string;

const clientOf = ({ origin, layout }: Installation): RawClient =>
  new RawClient(origin, readFileSync(layout.servicesAuthority, 'utf8'), contract);
const tokenOf = (at: Installation, name: string): Promise<string> => sessionToken(two, at, name);

beforeAll(async () => {
  scratch = new Scratch();
  two = await runningStates();
  api = { xa: clientOf(two.a), xb: clientOf(two.b) };
}, 180_000);
afterAll(() => {
  scratch.close();
});

async function login(key: string): Promise<{ login: string; signature: string; token: string }> {
  const unlocked = await unlockKey(readFileSync(key));
  const token = newToken();
  const facts = {
    state: parseStateCode('XA'),
    origin: two.a.origin,
    officer: parseOfficerId('zoe'),
    signer: parseFingerprint(unlocked.certificate.fingerprint),
  };
  const nonce = sha256(Buffer.from(token, 'ascii')).slice(0, 32);
  const bytes = composeLogin(facts, nonce, new Date());
  const signature = await signDetached(bytes, unlocked, new Date());
  return { login: base64(bytes), signature: base64(signature), token };
}

describe('the description of the API holds', () => {
  it('for grants, enrolment and sessions', async () => {
    const key = scratch.file('zoe.key');
    const made = await newOfficerKey('zoe', key, undefined, new Date());
    const grant = scratch.file('zoe.grant');
    const registrar = (id: string) => [
      ...['--key', `${two.a.layout.dir}-people/registrar-${id}.key`, '--yes'],
    ];
    const add = ['officer', 'add', '--state', 'XA'];
    const whom = ['--officer', 'zoe@border-police', '--cert', made.certificateFile];
    const role = ['--role', 'AUDITOR', '--token-out', scratch.file('token'), '--out', grant];
    await must([...add, ...whom, ...role, ...registrar('m.h')]);
    await must([...add, '--cosign', grant, ...registrar('i.k')]);
    const entry = JSON.parse(readFileSync(grant, 'utf8')) as object;
    const appended = await api.xa.ask(
      '/api/v1/directory/entries',
      post({ chain: 'directory', ...entry }),
    );
    expect(appended.status).toBe(201);
    const { login: statement, signature } = await login(key);
    const certificate = base64((await unlockKey(readFileSync(key))).certificate.bytes);
    const oneTime = readFileSync(scratch.file('token'), 'utf8').trim();
    const enrolment = { token: oneTime, certificate, login: statement, signature };
    const enrolled = await api.xa.ask('/api/v1/enrolments', post(enrolment));
    expect([enrolled.status, enrolled.body]).toEqual([201, { officer: 'zoe' }]);
    const opening = await login(key);
    expect((await api.xa.ask('/api/v1/sessions', post(opening))).status).toBe(201);
    const other = await login(key);
    await api.xa.ask('/api/v1/sessions', post(other));
    zoe = opening.token;
    expect((await api.xa.ask('/api/v1/session', { token: zoe })).status).toBe(200);
    const end = await api.xa.ask('/api/v1/session', { method: 'DELETE', token: other.token });
    expect(end.status).toBe(204);
  }, 60_000);

  it('for directories', async () => {
    const token = await tokenOf(two.a, 'ana');
    for (const path of [
      'directory/authorities',
      'directory/authorities?limit=1&after=XA/aa',
      ...['directory/officers', 'directory/registrars', 'peers', 'kinds', 'status', 'events'],
    ])
      expect((await api.xa.ask(`/api/v1/${path}`, { token })).status).toBe(200);
    for (const query of ['chain=directory', 'chain=peers', 'chain=directory&state=XB&from=3'])
      await api.xa.ask(`/api/v1/directory/entries?${query}`, { token });
    for (const each of ['openapi', 'asyncapi'])
      expect((await api.xa.ask(`/api/v1/${each}.json`)).status).toBe(200);
    const draft = { peer: { state: 'XB', authority: 'border-police' }, powers: ['BANK_DATA'] };
    const facts = base64(canonicalJson(draft));
    const judged = await api.xa.ask('/api/v1/policy/check', post({ facts }, token));
    expect([judged.status, judged.body]).toMatchObject([
      200,
      { pack: { version: 0 }, forbidden: [], warnings: [{ code: 'FORMAL_ROUTE_NEEDED' }] },
    ]);
  });

  it('for a request, its receipts and its answer', async () => {
    const [ana, ben] = [await tokenOf(two.a, 'ana'), await tokenOf(two.b, 'ben')];
    const [desk, other] = [
      await Office.open(two, two.a, 'ana'),
      await Office.open(two, two.b, 'ben'),
    ];
    const signed = await desk.request('contract');
    const path = `/api/v1/requests/${signed.thread}`;
    expect((await api.xa.ask('/api/v1/requests', post(signed.body, ana))).status).toBe(201);
    const upload = { method: 'POST', token: ana, bytes: randomBytes(1_000) };
    expect((await api.xa.ask('/api/v1/uploads', upload)).status).toBe(201);
    const inbox = `/api/v1/inbox/${signed.thread}`;
    await until('the request at XB', 60, async () =>
      (await api.xb.ask(`${inbox}?${purpose}`, { token: ben })).status === 200 ? true : undefined,
    );
    for (const list of ['', '/dispatches', `/dispatches/${signed.id}`])
      await api.xb.ask(`${inbox}${list}?${purpose}`, { token: ben });
    const claim = { method: 'POST', token: ben };
    expect((await api.xb.ask(`${inbox}/claim`, claim)).status).toBe(200);
    const bea = await tokenOf(two.b, 'bea');
    for (const [act, form, token] of [
      [`${inbox}/assign`, { officer: 'bea' }, ben],
      ['/api/v1/inbox/handover', { officer: 'ben' }, bea],
      [`${inbox}/release`, {}, ben],
      [`${inbox}/claim`, {}, ben],
    ] as const)
      expect([act, (await api.xb.ask(act, post(form, token))).status]).toEqual([act, 200]);
    for (const [client, place, token] of [
      [api.xa, path, ana],
      [api.xb, inbox, ben],
    ] as const) {
      const noted = await client.ask(`${place}/notes`, post({ text: 'Wait.' }, token));
      expect(noted.status).toBe(201);
      const { body } = await client.ask(`${place}/notes?${purpose}`, { token });
      expect(members(body)['notes']).toHaveLength(1);
      const mark = `${place}/dispatches/${signed.id}/exculpatory`;
      expect((await client.ask(mark, { method: 'POST', token })).body).toEqual({ marked: true });
    }
    const answer = await other.response(signed.thread, signed.id);
    expect((await api.xb.ask(`${inbox}/answers`, post(answer.body, ben))).status).toBe(201);
    await provesReceipts(api.xa, path, signed.id, ana);
    await provesReceipts(api.xb, inbox, answer.id, ben);
    for (const list of ['', '/dispatches', `/dispatches/${signed.id}`])
      expect((await api.xa.ask(`${path}${list}?${purpose}`, { token: ana })).status).toBe(200);
    await api.xa.ask(`/api/v1/requests?${purpose}`, { token: ana });
    await api.xb.ask(`/api/v1/inbox?${purpose}&order=DUE&mine=true`, { token: ben });
    const search = post({ purpose: 'INVESTIGATION', words: 'contract' }, ana);
    const found = await api.xa.ask('/api/v1/requests/search', search);
    expect(members(found.body)['threads']).toHaveLength(1);
    const came = post({ purpose: 'INVESTIGATION', words: 'contract' }, ben);
    const inboxed = await api.xb.ask('/api/v1/inbox/search', came);
    expect(members(inboxed.body)['threads']).toHaveLength(1);
    await recalled([desk, other], signed, [ana, ben]);
    await stopped(signed.thread, [ana, await tokenOf(two.a, 'lia'), ben, bea]);
    const { requestType, subjects } = aRequestBody();
    const sought = base64(canonicalJson({ requestType, subjects }));
    const check = post({ purpose: 'INVESTIGATION', sought }, ana);
    const like = await api.xa.ask('/api/v1/requests/duplicates', check);
    expect([like.status, members(like.body)['otherDesk']]).toEqual([200, false]);
    for (const [client, place, token] of [
      [api.xa, 'requests', ana],
      [api.xb, 'inbox', ben],
    ] as const)
      for (const list of ['notices?', 'consents?all=true&', 'owed?'])
        expect((await client.ask(`/api/v1/${place}/${list}${purpose}`, { token })).status).toBe(
          200,
        );
    await copied(desk, ana);
    await searched();
    desk.close();
    other.close();
  }, 120_000);

  async function searched(): Promise<void> {
    await two.ensureEnrolled(two.b, 'dan', 'DATA_PROTECTION_OFFICER');
    const [subject] = aRequestBody().subjects;
    const numbers = (subject?.identifiers ?? []).map(({ value }) => value);
    const sought = { ground: 'ACCESS', reference: 'DP 1', names: [subject?.name], numbers };
    const token = await tokenOf(two.b, 'dan');
    const { status, body } = await api.xb.ask('/api/v1/subjects/search', post(sought, token));
    expect([status, (members(body)['facts'] as object[]).length > 0]).toEqual([200, true]);
    await two.ensureEnrolled(two.a, 'dan', 'DATA_PROTECTION_OFFICER');
    await asksAboutPerson(two, api, { asking: await tokenOf(two.a, 'dan'), asked: token });
  }

  async function copied(desk: Office, ana: string): Promise<void> {
    const point = scratch.file('point.json');
    const naming = ['authority', 'contact-point', '--state', 'XB'];
    const root = ['--key', `${two.b.layout.dir}-people/root.key`, '--yes', '--out', point];
    await must([...naming, '--authority', 'contact-point', ...root]);
    await must([...naming, '--submit', point, ...gatewayOptions(two.b)]);
    await two.ensureEnrolled(two.b, 'con', 'DUTY_OFFICER', 'contact-point');
    await two.ensureEnrolled(two.b, 'sue', 'SUPERVISOR');
    const id = parseBroadcastId(v7());
    const broadcast = { id, proportionality: 'Nobody knows where it lies.' };
    const copyException = { exception: 'SAFETY_OF_PERSON', reason: 'A source.' } as const;
    const sent = await desk.request('copied', [], { broadcast });
    const kept = await desk.request('kept', [], { copyException });
    for (const { body } of [sent, kept])
      expect((await api.xa.ask('/api/v1/requests', post(body, ana))).status).toBe(201);
    const asked = `/api/v1/requests/broadcasts/${id}?${purpose}`;
    expect(members((await api.xa.ask(asked, { token: ana })).body)['members']).toHaveLength(1);
    const [con, sue] = [await tokenOf(two.b, 'con'), await tokenOf(two.b, 'sue')];
    const copy = `/api/v1/inbox/copies/${sent.id}?${purpose}`;
    await until('the copy at XB', 60, async () =>
      (await api.xb.ask(copy, { token: con })).status === 200 ? true : undefined,
    );
    const list = await api.xb.ask(`/api/v1/inbox/copies?${purpose}`, { token: con });
    expect(members(list.body)['copies']).toHaveLength(1);
    await until('the record at XB', 60, async () => {
      const path = `/api/v1/inbox/withheld-copies?${purpose}`;
      const { body } = await api.xb.ask(path, { token: sue });
      return (members(body)['withheld'] as object[]).length === 1 ? true : undefined;
    });
  }

  async function recalled(
    [desk, other]: readonly [Office, Office],
    { id, thread }: Pick<SignedOne, 'id' | 'thread'>,
    [ana, ben]: readonly [string, string],
  ): Promise<void> {
    const [items, reason] = [[id], 'A witness is at risk.'] as const;
    const handling = { codes: ['H0', 'H2'], restrictions: '', retentionMonths: 3 } as const;
    const say = async (body: Body<'recall'>): Promise<DocumentId> => {
      const said = await desk.about({ thread }, id, 'recall', body);
      expect((await api.xa.ask('/api/v1/requests', post(said.body, ana))).status).toBe(201);
      return said.id;
    };
    await say({ what: 'NARROW', items, reason, handling });
    const recall = await say({ what: 'RECALL', items, reason });
    await until('both recalls at XB', 60, async () => {
      const { body } = await api.xb.ask(`/api/v1/inbox/recalls?${purpose}`, { token: ben });
      return (members(body)['recalls'] as object[]).length === 2 ? true : undefined;
    });
    const { body } = await api.xa.ask(`/api/v1/requests/recalls?all=true&${purpose}`, {
      token: ana,
    });
    expect(members(body)['recalls']).toHaveLength(2);
    const read = `/api/v1/inbox/${thread}/dispatches/${id}?${purpose}`;
    const shown = members((await api.xb.ask(read, { token: ben })).body);
    expect(shown['narrowed']).toMatchObject({ codes: handling.codes });
    const complied = { outcome: 'COMPLIED', reason: '' } as const;
    const answer = await other.about({ thread }, recall, 'recall-answer', complied);
    const inbox = `/api/v1/inbox/${thread}`;
    expect((await api.xb.ask(`${inbox}/answers`, post(answer.body, ben))).status).toBe(201);
    expect((await api.xb.ask(read, { token: ben })).status).toBe(410);
    const page = await api.xb.ask(`${inbox}/dispatches?${purpose}`, { token: ben });
    expect(members(page.body)['withheld']).toHaveLength(1);
    const all = await api.xb.ask(`/api/v1/inbox/recalls?all=true&${purpose}`, { token: ben });
    expect(members(all.body)['recalls']).toMatchObject([{ answer: { outcome: 'COMPLIED' } }, {}]);
  }

  async function stopped(
    thread: SignedOne['thread'],
    [ana, lia, ben, bea]: readonly [string, string, string, string],
  ): Promise<void> {
    for (const [client, place, token, other, officer] of [
      [api.xa, 'requests', ana, lia, 'lia'],
      [api.xb, 'inbox', ben, bea, 'bea'],
    ] as const) {
      const path = `/api/v1/${place}/${thread}`;
      await putsOnAccessList(client, path, token, other, officer);
      const due = await client.ask(`/api/v1/${place}/reviews?${purpose}`, { token });
      expect(due).toMatchObject({ status: 200, body: { files: [], next: null } });
      const keep = { reason: 'EVIDENCE', until: '2100-01-01T00:00:00.000Z' };
      for (const [act, form] of [
        ['keep', keep],
        ['want-erased', {}],
      ] as const)
        expect((await client.ask(`${path}/${act}`, post(form, token))).body).toMatchObject({
          code: 'REVIEW_NOT_DUE',
        });
      await stopsAndLifts(client, path, token, other);
      await asksForPackage({ two, at: client === api.xa ? two.a : two.b }, client, path, token);
    }
  }

  it('for attachments', async () => {
    const [ana, ben] = [await tokenOf(two.a, 'ana'), await tokenOf(two.b, 'ben')];
    const to = { state: 'XB', authority: 'border-police' };
    const draft = { to, purpose: 'INVESTIGATION', body: aRequestBody() };
    const file = scratch.file('request.json', JSON.stringify(draft));
    const attach = ['--attach', scratch.file('a.bin', randomBytes(300_000)), '--yes', '--json'];
    const profile = ['--profile', two.profile(two.a, 'ana')];
    const sent = await must(['request', 'send', file, ...attach, ...profile]);
    const { thread, dispatch } = JSON.parse(sent) as { thread: string; dispatch: string };
    const at = `${thread}/dispatches/${dispatch}/attachments/0?${purpose}`;
    for (const [client, desk, token] of [
      [api.xa, 'requests', ana],
      [api.xb, 'inbox', ben],
    ] as const)
      await until(`the attachment at ${desk}`, 60, async () => {
        const { status, body } = await client.ask(`/api/v1/${desk}/${at}`, { token });
        return status === 200 ? (body as Buffer).length === 300_000 : undefined;
      });
  }, 90_000);

  it('for auditors', async () => {
    const token = zoe;
    const { body } = await api.xa.ask(`/api/v1/requests?${purpose}`, {
      token: await tokenOf(two.a, 'ana'),
    });
    const [thread] = members(body)['threads'] as { thread: string }[];
    const timeline = await api.xa.ask(
      `/api/v1/audit/threads/${thread?.thread ?? ''}/timeline?${purpose}`,
      { token },
    );
    const events = members(timeline.body)['events'] as { event: string; index: number | null }[];
    const event = events.find(({ index }) => index !== null)?.event ?? '';
    const proof = `/api/v1/audit/events/${event}/proof?${purpose}`;
    expect((await api.xa.ask(proof, { token })).status).toBe(200);
    expect((await api.xa.ask('/api/v1/audit/checkpoint', { token })).status).toBe(200);
    const period = 'from=2026-01-01T00:00:00.000Z&to=2100-01-01T00:00:00.000Z';
    for (const path of [
      `items/${thread?.thread ?? ''}?${purpose}`,
      `officers/ana?${purpose}&${period}`,
      `peers/XB?${purpose}&${period}&limit=3`,
      `requests?${purpose}&${period}`,
      `differences?${purpose}&kind=RECEIPT_MISSING`,
      'health',
      `log/entries?${purpose}&from=0`,
      'log/tiles?level=0&from=0',
      'log/notes?above=0',
    ])
      expect([path, (await api.xa.ask(`/api/v1/audit/${path}`, { token })).status]).toEqual([
        path,
        200,
      ]);
    expect((await api.xa.ask(`/api/v1/quarantine?${purpose}`, { token })).status).toBe(200);
    const nowhere = '/api/v1/quarantine/0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e?purpose=DETECTION';
    expect((await api.xa.ask(nowhere, { token })).status).toBe(404);
  });

  it('for refusals: of every route without a session, and of what is malformed', async () => {
    const routes = contract.described().map((each) => each.split(' ').slice(0, 2).join(' '));
    for (const each of new Set(routes)) {
      const [method = '', path = ''] = each.split(' ');
      const url = path
        .replace('{position}', '0')
        .replace('{rseq}', '1')
        .replace(/\{[a-z]+\}/g, 'x');
      const { status } = await api.xa.ask(url, { method, ...(method === 'POST' && { json: {} }) });
      expect([each, status < 400]).toEqual([
        each,
        /^\/(?:livez|readyz|api\/v1\/(?:open|async)api\.json)$/.test(url),
      ]);
    }
    const token = await tokenOf(two.a, 'ana');
    expect((await api.xa.ask('/api/v1/requests?limit=0', { token })).status).toBe(422);
    expect((await api.xa.ask('/api/v1/nothing', { token })).status).toBe(404);
    expect((await api.xa.ask('/api/v1/audit/checkpoint', { token })).status).toBe(403);
  }, 60_000);

  it('and every answer that it describes was seen, but what needs a quarantine, outside time or half a year', () => {
    const wanted = contract.described().filter((route) => / 2\d\d$/.test(route));
    const unseen = wanted.filter((route) => !contract.checked.has(route));
    const acts = ['certificate', 'handed', 'stayed', 'told'].map(
      (act) => `packages/{exhibit}/${act} 201`,
    );
    const later = ['inbox', 'requests'].flatMap((at) => [
      `GET /api/v1/${at}/{thread}/packages/{exhibit} 200`,
      ...['keep 200', 'want-erased 200', ...acts].map(
        (act) => `POST /api/v1/${at}/{thread}/${act}`,
      ),
    ]);
    expect(unseen.sort()).toEqual(['GET /api/v1/quarantine/{id} 200', ...later].sort());
  });
});
