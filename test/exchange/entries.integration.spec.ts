import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { v7 } from 'uuid';
import { AcceptDelivery } from '#journey/05-accept';
import { parseThreadId, timestamp, type DocumentId, type ThreadId } from '#kernel';
import { mayDo, rightOf, type Pattern } from '../support/calls.js';
import { Mailbox } from '#mailbox';
import { canonicalJson, sha256 } from '#wire';
import { callExpectations, recordsOf } from '../instruments/entries/audit-expectations.js';
import { newHold } from '../support/archive.js';
import { aRequestBody, aSubject } from '../support/builders.js';
import { FaultInjector } from '../instruments/cuts/fault-injector.js';
import { eventually } from '../support/nats.js';
import { codeOf, OfficeDay, type OfficerEvent } from './fixtures/office-day.js';
import { bytesFor } from '../support/objects.js';
import {
  copied,
  evidenced,
  madeOfPackages,
  madeOfReviews,
  madeOfAccessLists,
  madeOfStops,
  madeOfSubjects,
  makers,
  nameContactPoint,
  onlyAsked,
  opened,
  released,
  type Make,
} from './fixtures/made-calls.js';
import { httpOrigin } from '../support/service-calls.js';
import { firstPage, TwoStates } from '../support/two-states.js';
import { unwatchedRecords } from '../instruments/cuts/watched-records.js';

const purpose = 'INVESTIGATION' as const;
const page = { limit: 10, before: null, purpose };
const pageAfter = { limit: 9, after: null, purpose };
const all = { ...pageAfter, all: true };
// Random sequences; CONTRIBUTING.md gives the number for the long run.
const sequences = Number(process.env['ENTRY_SEQUENCES'] ?? 150);

let two: TwoStates;
let a: OfficeDay;
let b: OfficeDay;
const injector = new FaultInjector();
let thread: ThreadId;
let request: DocumentId;
let answer: DocumentId;

beforeAll(async () => {
  two = await TwoStates.start(injector.newStore, makers);
  await nameContactPoint(two);
  a = await OfficeDay.begin(two.a, ['ana', 'lia', 'ben', 'cleo', 'dora', 'pat', 'jo']);
  b = await OfficeDay.begin(two.b, ['ben', 'bea', 'cleo', 'sue', 'con', 'dan', 'jan']);
}, 60_000);
afterAll(() => two.stop());

async function attached(): Promise<{ upload: string; size: number; bytes: Buffer }> {
  const bytes = Buffer.from(bytesFor(7, 1_000));
  const { upload } = await a.ask('ana', 'requests.upload-begin', { size: bytes.length });
  await a.ask('ana', 'requests.upload-chunk', { upload, index: 0, bytes });
  return { upload, size: bytes.length, bytes };
}

describe('every call', () => {
  const asked = new Set<Pattern>();
  const make: Make = async ([day, who, call, input, eventTypes]) => {
    asked.add(call);
    const before = await day.newest();
    const out = await day.ask(who, call, input as never);
    const seen = (await day.readEventsSince(before)).map(([typ]) => typ);
    expect([call, seen]).toEqual([call, eventTypes]);
    expect(recordsOf(callExpectations[call])).toEqual(expect.arrayContaining(eventTypes));
    return out;
  };

  it('of officers records what the table says, in its own transaction, and no more', async () => {
    const { upload, bytes } = await attached();
    for (const call of ['requests.upload-begin', 'requests.upload-chunk'] as const) asked.add(call);
    const kept = await make([a, 'ana', 'requests.upload-finish', { upload }, ['item.uploaded']]);
    const { size, sha256: hash, sha512 } = kept;
    expect(hash).toBe(sha256(bytes));
    const entry = {
      name: 'a.bin',
      mediaType: 'application/octet-stream',
      size,
      sha256: hash,
      sha512,
    };
    const sent = await two.request({ attachments: [entry] });
    const submit = { ...sent, uploads: [upload] };
    await make([a, 'ana', 'requests.submit', submit, ['case.opened', 'msg.signed']]);
    // Sent again after a lost answer: nothing happens twice.
    await make([a, 'ana', 'requests.submit', submit, []]);
    [thread, request] = [parseThreadId(sent.id), sent.id];
    await opened(request, a);
    await make([b, 'ben', 'inbox.claim', { thread }, ['case.claimed']]);
    const toBea = { thread, officer: 'bea' };
    await make([b, 'ben', 'inbox.assign', toBea, ['case.assigned']]);
    await make([b, 'bea', 'inbox.assign', toBea, []]);
    await make([b, 'bea', 'inbox.handover', { officer: 'ben' }, ['case.handover']]);
    await make([b, 'bea', 'inbox.handover', { officer: 'ben' }, []]);
    await make([b, 'ben', 'inbox.release', { thread }, ['case.released']]);
    await make([b, 'ben', 'inbox.release', { thread }, []]);
    await make([b, 'ben', 'inbox.claim', { thread }, ['case.claimed']]);
    const said = await two.response(thread, request);
    answer = said.id;
    const answered = ['msg.signed', 'case.closed', 'case.copied'];
    await make([b, 'ben', 'inbox.answer', said, answered]);
    await opened(answer, b);
    for (const [day, who, desk, own] of [
      [a, 'ana', 'requests', request],
      [b, 'ben', 'inbox', answer],
    ] as const) {
      const of = { thread, purpose };
      await make([day, who, `${desk}.list`, page, ['item.viewed']]);
      await make([day, who, `${desk}.show`, { ...of, ...firstPage }, ['item.viewed']]);
      await make([day, who, `${desk}.note`, { thread, text: 'Wait.' }, ['case.noted']]);
      // An empty list shows nobody's data.
      await make([day, who, `${desk}.notices`, pageAfter, []]);
      await make([day, who, `${desk}.notes`, { thread, ...pageAfter }, ['item.viewed']]);
      const both = ['item.viewed', 'item.viewed'];
      await make([day, who, `${desk}.documents`, { ...of, ...firstPage }, both]);
      const one = { ...of, dispatch: request };
      const view = await make([
        day,
        who,
        `${desk}.document`,
        { ...one, dispatch: own },
        ['item.viewed'],
      ]);
      const { stages } = view;
      const rseq = stages.find(({ receipt }) => receipt !== null)?.receipt?.rseq;
      const proof = { ...of, dispatch: own, rseq };
      await make([day, who, `${desk}.receipt`, proof, ['item.viewed']]);
      const file = { ...one, position: 0, chunk: 0 };
      await eventually(
        async () => (await codeOf(day.ask(who, `${desk}.attachment`, file))) === undefined,
      );
      await make([day, who, `${desk}.attachment`, file, ['item.exported']]);
    }
    for (const [day, who, desk] of [
      [a, 'ana', 'requests'],
      [b, 'ben', 'inbox'],
    ] as const)
      await make([day, who, `${desk}.search`, { words: 'nothing', purpose }, ['item.viewed']]);
    await recalled();
    const making = { two, a, b, make };
    await madeOfReviews(making, thread);
    await madeOfAccessLists(making, thread);
    await madeOfStops(making);
    await madeOfPackages(making, thread);
    const sought = canonicalJson({ requestType: 'INFORMATION', subjects: [aSubject()] });
    await make([a, 'ana', 'requests.duplicates', { sought, purpose }, ['duplicates.checked']]);
    const body = aRequestBody({
      subjects: [aSubject({ identifiers: [{ type: 'plate', value: 'QZ-1' }] })],
    });
    const first = await two.request({ body });
    const looking = ['duplicates.checked', 'case.opened', 'msg.signed'];
    await make([a, 'ana', 'requests.submit', first, looking]);
    const second = { ...(await two.request({ body })), duplicatesSeen: [parseThreadId(first.id)] };
    const knowing = ['duplicates.passed', 'case.opened', 'msg.signed'];
    await make([a, 'ana', 'requests.submit', second, knowing]);
    const person = { names: ['Nobody Here'], birthDate: null, numbers: [], before: null };
    const looked = { ground: 'ACCESS', reference: '1', ...person };
    await make([b, 'dan', 'requests.subject-search', looked, ['subject.searched']]);
    await madeOfSubjects(making);
  }, 60_000);

  async function recalled(): Promise<void> {
    const sent = await two.request();
    await make([a, 'ana', 'requests.submit', sent, ['case.opened', 'msg.signed']]);
    await opened(sent.id, a);
    const place = { thread: parseThreadId(sent.id), inReplyTo: sent.id };
    const body = { what: 'RECALL', items: [sent.id], reason: 'Sent by mistake.' } as const;
    const recall = await two.reply('ana', place, 'recall', body);
    await make([a, 'ana', 'requests.submit', recall, ['msg.signed', 'item.recalled']]);
    await opened(recall.id, a);
    const done = { outcome: 'COMPLIED', reason: '' } as const;
    const answering = { ...place, inReplyTo: recall.id };
    const comply = await two.reply('ben', answering, 'recall-answer', done);
    const eventTypes = ['msg.signed', 'recall.answered', 'item.withheld'];
    await make([b, 'ben', 'inbox.answer', comply, eventTypes]);
    await make([b, 'ben', 'inbox.answer', comply, []]);
    await opened(comply.id, b);
    await make([a, 'ana', 'requests.recalls', all, ['item.viewed']]);
    await make([b, 'ben', 'inbox.recalls', all, ['item.viewed']]);
    await released({ two, a, b, make });
    await evidenced({ two, a, b, make });
    await copied({ two, a, b, make });
  }

  it('about the directory, sessions and administration', async () => {
    for (const call of ['session', 'authorities', 'peers'] as const)
      await make([a, 'ana', `requests.${call}`, { limit: 9, after: null }, []]);
    for (const call of ['officers', 'registrars'] as const)
      await make([a, 'ana', `requests.${call}`, { from: 0 }, ['item.viewed']]);
    const chain = { chain: 'directory', state: null, from: 0 };
    await make([a, 'ana', 'requests.directory', chain, ['item.viewed']]);
    const { state } = two.a;
    const { authority, token, key } = state.officer('ana');
    const login = await state.login('ana', httpOrigin, { at: new Date() });
    const enrol = { ...login, token, certificate: key.certificate };
    await make([a, 'ana', 'requests.enrol', enrol, ['admin.change']]);
    await state.grant('gus', ['AUDITOR'], authority);
    const grant = { chain: 'directory', ...state.directory.at(-1) };
    const append = 'requests.append-entry';
    const facts = canonicalJson({ peer: { state: 'XB', authority: 'border-police' } });
    await make([a, 'ana', 'requests.policy', { facts }, []]);
    await make([a, 'ana', append, grant, ['admin.change', 'key.enrolled']]);
    await make([a, 'ana', append, grant, []]);
    const ending = await state.suspension('gus', new Date(), { issuedAt: new Date() });
    const suspend = { chain: 'directory', ...ending };
    await make([a, 'ana', append, suspend, ['admin.change', 'key.revoked']]);
    const signers = ['dora', 'eli'].map((name) => state.officer(name).key);
    const order = async (
      kind: 'hold' | 'hold-lifted' | 'erase',
      body: object,
      eventTypes: string[],
    ) => {
      const signed = await state.entry(kind, body as never, signers, { issuedAt: new Date() });
      await make([a, 'ana', append, { chain: 'retention', ...signed }, eventTypes]);
    };
    const [hold, basis] = [newHold(), 'LED_ART_16_2'];
    await order('hold', { hold, thread, basis, reason: 'COURT_ORDER' }, ['hold.set']);
    await order('hold-lifted', { hold, thread, basis }, ['hold.lifted']);
    await make([a, 'dora', 'requests.retention', { from: 0 }, ['item.viewed']]);
    const session = await a.login('ana');
    await make([
      a,
      'ana',
      'requests.open-session',
      await state.login('ana', httpOrigin, { at: new Date() }),
      ['session.opened'],
    ]);
    const before = await a.newest();
    await a.calls.ask('requests.close-session', { session });
    const again = a.calls.ask('requests.close-session', { session });
    await expect(again).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
    expect(await a.readEventsSince(before)).toEqual([['session.closed', 'ana']]);
    asked.add('requests.close-session');
  }, 60_000);

  it('of auditors, and none is left out', async () => {
    const { store, journal } = await two.a.parts('exchange');
    const link = { linkId: two.linkId, side: 'solicit' } as const;
    const accept = new AcceptDelivery(store, new Mailbox(), journal, link, two.b.state.state);
    await accept.acceptBatches([{ linkId: two.linkId, bytes: Buffer.from('junk'), deliveries: 1 }]);
    const [refused] = await two.a.sql<{ id: string }>('select id from mailbox.quarantine');
    const [first] = await two.a.sql<{ event: string }>(
      'select event from journal.leaf order by index limit 1',
    );
    const period = {
      from: timestamp(new Date(Date.now() - 3_600_000)),
      to: timestamp(new Date(Date.now() + 60_000)),
    };
    const of = { purpose, limit: 10, after: null };
    const questions: readonly (readonly [Pattern, object])[] = [
      ['audit.timeline', { ...of, thread }],
      ['audit.item', { ...of, item: request }],
      ['audit.officer', { ...of, ...period, officer: 'ana' }],
      ['audit.peer', { ...of, ...period, peer: 'XB' }],
      ['audit.requests', { purpose, ...period, peer: null, after: null }],
      ['audit.differences', { purpose, kind: 'QUARANTINED', limit: 10, after: null }],
      ['audit.health', {}],
      ['audit.entries', { purpose, from: 0 }],
      ['audit.tiles', { level: 0, from: 0 }],
      ['audit.notes', { above: 0 }],
      ['audit.proof', { purpose, event: first?.event }],
      ['audit.checkpoint', {}],
      ['audit.quarantine-list', { purpose, limit: 10, after: null }],
      ['audit.quarantine-show', { id: refused?.id, purpose }],
    ];
    for (const [call, input] of questions) await make([a, 'cleo', call, input, ['audit.query']]);
    await make([a, 'cleo', 'audit.status', {}, []]);
    await make([a, 'ana', 'requests.events', { after: null }, []]);
    await make([a, 'ana', 'requests.log-growth', { beyond: 0 }, []]);
    expect([...asked].sort()).toEqual(Object.keys(callExpectations).sort());
    expect(a.calls.patterns).toEqual(Object.keys(callExpectations).sort());
  });

  it('of reads, with the purpose that was stated; the directory and the bare log are read for none', async () => {
    const rows = await two.a.sql<{ what: string; purpose: string | null }>(
      `select distinct split_part(coalesce(data ->> 'screen', data ->> 'query', 'export'), ':', 1) as what,
         data ->> 'purpose' as purpose
       from journal.event, lateral (select convert_from(leaf, 'UTF8')::jsonb -> 'data' as data) of_it
       where typ in ('item.viewed', 'item.exported', 'audit.query')`,
    );
    const withNone = rows.filter((row) => row.purpose === null).map(({ what }) => what);
    const bare = ['checkpoint', 'health', 'notes', 'tiles'].map((each) => `audit.${each}`);
    expect(withNone.sort()).toEqual([...bare, 'directory', 'officers', 'registrars', 'retention']);
    const rights = rows.filter((row) => row.purpose === 'DATA_SUBJECT_RIGHTS');
    expect(rights.map(({ what }) => what).sort()).toEqual([
      'asks',
      'document',
      'receipt',
      'thread',
    ]);
    expect(rows).toContainEqual({ what: 'receipt', purpose });
  });
});

interface Try {
  readonly who: string;
  readonly call: Pattern;
  readonly stated: boolean;
  readonly known: boolean;
  readonly cut: number | null;
}

describe('random sequences of calls', () => {
  const reads = ['show', 'documents', 'document', 'attachment', 'receipt'] as const;
  const calls: readonly Pattern[] = [
    ...reads.map((read) => `requests.${read}` as const),
    ...(['show', 'document', 'claim'] as const).map((call) => `inbox.${call}` as const),
    ...(['list', 'search', 'submit', 'officers', 'directory', 'retention'] as const).map(
      (call) => `requests.${call}` as const,
    ),
    ...(['session', 'authorities', 'peers'] as const).map((call) => `requests.${call}` as const),
    ...(['timeline', 'item', 'health', 'checkpoint', 'proof'] as const).map(
      (call) => `audit.${call}` as const,
    ),
  ];
  const tries = fc.record<Try>({
    who: fc.constantFrom('ana', 'ben', 'cleo', 'dora'),
    call: fc.constantFrom(...calls),
    stated: fc.boolean(),
    known: fc.boolean(),
    cut: fc.option(fc.nat(16)),
  });
  const nowhere = parseThreadId(v7());
  let event = '';

  function inputOf({ call, known, stated }: Try): object {
    return onlyAsked(call, {
      ...{ thread: known ? thread : nowhere, dispatch: request, item: known ? request : nowhere },
      ...{ position: 0, chunk: 0, rseq: 1, words: 'nothing', chain: 'directory', state: null },
      from: 0,
      ...{ event: known ? event : v7(), document: Buffer.from('no document'), uploads: [] },
      ...{ signature: Buffer.from('none'), limit: 5, before: null },
      // The cursor of a list that only grows is a count.
      after: call === 'requests.officers' ? 0 : null,
      ...(stated && call !== 'requests.session' ? { purpose } : {}),
    });
  }

  function expected({ who, call, known, stated }: Try): OfficerEvent[] {
    const denied: OfficerEvent = ['access.denied', who];
    if (!mayDo(two.a.session(who), call)) return [denied];
    const right = rightOf(call);
    if (right !== 'open' && right.purposes !== undefined && !stated) return [denied];
    if (call === 'requests.submit') return [['msg.refused', who]];
    const named = reads.some((read) => call === `requests.${read}`) || call === 'audit.proof';
    // XB asked XA nothing: every thread is unknown at that desk, so ben sees no row of ana's.
    if (call === 'requests.list' && who === 'ben') return [];
    const isHers = call !== 'audit.proof' && who === 'ben';
    if ((named && (!known || isHers)) || call.startsWith('inbox.')) return [denied];
    const records = recordsOf(callExpectations[call]).map((typ): OfficerEvent => [typ, who]);
    return call === 'requests.documents' ? [...records, ...records] : records;
  }

  it(
    'are told one to one, in order; of a call that was cut off nothing is',
    async () => {
      const [row] = await two.a.sql<{ event: string }>(
        'select event from journal.leaf order by index limit 1',
      );
      event = row?.event ?? '';
      let cuts = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(tries, { minLength: 1, maxLength: 8 }), async (sequence) => {
          const before = await a.newest();
          const expectedEvents: OfficerEvent[] = [];
          for (const each of sequence) {
            let code: string | undefined;
            const cut = await injector.within(each.cut ?? Number.MAX_SAFE_INTEGER, async () => {
              code = await codeOf(a.ask(each.who, each.call, inputOf(each)));
            });
            if (cut) {
              cuts += 1;
              expect(code).toBe('STORE_UNAVAILABLE');
            } else expectedEvents.push(...expected(each));
          }
          expect(await a.readEventsSince(before)).toEqual(expectedEvents);
        }),
        { numRuns: sequences },
      );
      expect(cuts).toBeGreaterThan(sequences / 2);
    },
    Math.max(600_000, sequences * 1_000),
  );

  it('and the statements that were watched recorded all that is in the logs', async () => {
    expect(await unwatchedRecords(injector.commits, [two.a, two.b])).toEqual({});
  });
});
