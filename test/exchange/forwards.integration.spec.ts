import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReadRecalls } from '#capabilities/disclosure/recalls/recalls.queries';
import { StopThreads } from '#capabilities/suspensions/suspensions.service';
import type { Body, Document, DocumentId, ThreadId } from '#kernel';
import type { Enclosed } from '#capabilities/disclosure/kinds/enclosed.kind';
import { openEnclosed } from '#trust';
import { decodeDocument, sha256 } from '#wire';
import { aSubject, bodyOf } from '../support/builders.js';
import { asForward, type Composed, enclosing, enclosingBody } from '../support/documents.js';
import { unmatched } from '../instruments/entries/entries.js';
import type { TestGateway } from '../support/gateway.js';
import { HostileNeighbour } from '../support/hostile.js';
import { eventually } from '../support/nats.js';
import { codeOf } from './fixtures/recalling.js';
import {
  bound,
  Forwarding,
  handled,
  soon,
  type Item,
  type Release,
} from './fixtures/forwarding.js';
import { copyRows } from '../support/rows.js';
import type { ThreeStates } from './fixtures/three-states.js';
import { firstPage } from '../support/two-states.js';
import './parts/bound-files.js';
import './parts/copied-files.js';
import './parts/duty-forwards.js';
import './parts/halted-broadcasts.js';
import './parts/halted-operations.js';
import './parts/inner-releases.js';
import './parts/narrowed-elsewhere.js';
import './parts/posted-within.js';
import './parts/proportionality.js';
import './parts/releases.js';
import { sharedLine, stopLine } from './parts/line.js';

const purpose = 'INVESTIGATION';

let three: ThreeStates;
let acts: Forwarding;
let a: TestGateway;
let b: TestGateway;
let c: TestGateway;
beforeAll(async () => {
  three = await sharedLine();
  ({ a, b, c } = three);
  acts = new Forwarding(three);
}, 90_000);
afterAll(stopLine, 60_000);

async function leftQueue(id: DocumentId) {
  const sql = 'select state, code from mailbox.outbox where dispatch = $1';
  const read = async () => (await b.sql<{ state: string; code: string | null }>(sql, [id]))[0];
  await eventually(async () => !['QUEUED', undefined].includes((await read())?.state));
  return read();
}

const matched = async (): Promise<void> => {
  for (const gateway of [a, b, c])
    expect(await unmatched((sql) => gateway.sql(sql), /release|handed on|recall/)).toEqual({});
};

describe('what XA has said to XB', () => {
  it('goes on to XC by XA’s consent, and XC sees it from XA through XB, as strictly as XA wants', async () => {
    const item = await acts.received();
    expect(await codeOf(acts.forward(item))).toBe('CONSENT_MISSING');
    const asked = await acts.ask(item);
    const consent = await acts.answer(item, asked);
    expect(await codeOf(acts.forward(item, consent, { handling: handled('H0') }))).toBe(
      'FORWARD_HANDLING_LOOSER',
    );
    const handling = { ...bound, codes: ['H1', 'H2'] } as const;
    const sent = await acts.forward(item, consent, { handling });
    await three.arrived(c, sent.id);

    const thread = sent.id as unknown as ThreadId;
    const ben = c.session('ben');
    const { subjectLine, requestType } = await c.asked.show(ben, thread, purpose, firstPage);
    expect([subjectLine, requestType]).toEqual([
      bodyOf.forward().subjectLine,
      'SPONTANEOUS_INFORMATION',
    ]);
    const view = await c.askedDocuments.one(ben, thread, sent.id, purpose);
    const shown = asForward(decodeDocument(view.document));
    expect([shown.from.state, shown.handling.codes]).toEqual(['XB', ['H1', 'H2']]);
    const { trust, store } = await c.parts('inbox');
    await store.transaction({ step: 'look' }, (tx) => trust.refresh(tx));
    const [one] = await openEnclosed(shown, {
      forwarder: trust.directoryOf(b.state.state),
      directoryOf: () => undefined,
      at: new Date(),
    });
    expect(one).toMatchObject({
      document: { id: item.sent.id, from: { state: 'XA', officer: 'ana' }, to: { state: 'XB' } },
      consent: { document: { id: consent.id, from: { state: 'XA' } } },
      root: a.state.rootFingerprint,
      isKnown: false,
    });
    // The release names one authority of XC.
    await c.claim.claimRequest(ben, thread);
    const body = { authority: c.session('hal').authority, reason: 'It lies in port.' };
    const away = { kind: 'transfer-notice', thread, inReplyTo: sent.id } as const;
    const notice = await three.back({ ...away, body });
    expect(await codeOf(c.answer.submitDocument(ben, notice))).toBe('RELEASE_NEEDED');
    // The same document again is no second forward.
    await b.submit.submitDocument(b.session('ben'), sent);
    for (const gateway of [b, c])
      expect(
        await gateway.sql(`select forward, item from cases.forwarded where forward = $1`, [
          sent.id,
        ]),
      ).toEqual([{ forward: sent.id, item: item.sent.id }]);
    await matched();
  }, 60_000);

  it('goes on without a consent when nothing binds it, for the same purpose alone', async () => {
    const item = await acts.received({ handling: handled('H0') });
    const open = { handling: handled('H0') };
    expect(await codeOf(acts.forward(item, undefined, { ...open, purpose: 'PREVENTION' }))).toBe(
      'CONSENT_MISSING',
    );
    const sent = await acts.forward(item, undefined, open);
    await three.arrived(c, sent.id);
    // Narrowed meanwhile to the recipient.
    const narrow = { what: 'NARROW', items: [item.sent.id], reason: 'A witness.' } as const;
    const handling = { codes: ['H0', 'H2'], restrictions: '', retentionMonths: 2 } as const;
    await acts.says('ana', item, item.sent.id, 'recall', { ...narrow, handling });
    expect(await codeOf(acts.forward(item))).toBe('CONSENT_MISSING');
    const consent = await acts.consented(item);
    expect(await codeOf(acts.forward(item, consent))).toBe('FORWARD_HANDLING_LOOSER');
    const strict = { handling: { ...bound, retentionMonths: 2 } };
    await three.arrived(c, (await acts.forward(item, consent, strict)).id);
  }, 60_000);

  it('does not go on by a consent for somebody else, something else, or no more', async () => {
    const item = await acts.received();
    const { recipient } = acts.release(item);
    const others: Partial<Release>[] = [
      { recipient: { ...recipient, state: a.state.state } },
      { purpose: 'DETECTION' },
      { until: soon(-1) },
    ];
    for (const other of others)
      expect([other, await codeOf(acts.forward(item, await acts.consented(item, other)))]).toEqual([
        other,
        'CONSENT_INVALID',
      ]);
    const refused = await acts.answer(item, await acts.ask(item), {
      outcome: 'REFUSED',
      reason: 'No.',
    });
    expect(await codeOf(acts.forward(item, refused))).toBe('CONSENT_INVALID');
    const elsewhere = await acts.received();
    expect(await codeOf(acts.forward(elsewhere, await acts.consented(item)))).toBe(
      'FORWARD_IMPOSSIBLE',
    );
    // A consent may be withdrawn.
    const consent = await acts.consented(item);
    const back = { what: 'RECALL', items: [consent.id], reason: 'Not any more.' } as const;
    await acts.says('ana', item, consent.id, 'recall', back);
    expect(await codeOf(acts.forward(item, consent))).toBe('FORWARD_IMPOSSIBLE');
    await matched();
  }, 60_000);

  it('is handed on by the authority that has it, and not once it is recalled', async () => {
    const item = await acts.received();
    const consent = await acts.consented(item);
    const enclosed = await enclosing(a.state, item.sent, consent);
    const byHal = await three.onward(
      { kind: 'forward', body: enclosingBody([enclosed]), handling: bound },
      'hal',
    );
    expect(await codeOf(b.submit.submitDocument(b.session('hal'), byHal))).toBe(
      'FORWARD_IMPOSSIBLE',
    );
    const never = await three.between('ana', { handling: handled('H0') });
    expect(await codeOf(acts.forward({ ...item, sent: never }))).toBe('FORWARD_IMPOSSIBLE');
    const recall = { what: 'RECALL', items: [item.sent.id], reason: 'A mistake.' } as const;
    await acts.says('ana', item, item.sent.id, 'recall', recall);
    expect(await codeOf(acts.forward(item, consent))).toBe('FORWARD_IMPOSSIBLE');
  }, 60_000);

  it('is kept back, where it has not left yet, once the thread is stopped for a person', async () => {
    const item = await acts.received({ handling: handled('H0') });
    await b.steps.hold('seal');
    const sent = await acts.forward(item, undefined, { handling: handled('H0') });
    const stops = b.inbox.get(StopThreads);
    const why = { ground: 'ASYLUM_CLAIM', text: 'He has asked for asylum.' } as const;
    await stops.raise(b.session('ben'), { thread: item.thread, ...why }, null);
    b.steps.resume('seal');
    expect(await leftQueue(sent.id)).toEqual({ state: 'VOID', code: 'THREAD_STOPPED' });
  }, 60_000);

  it('is kept back, where it has not left yet, once another authority has what it encloses', async () => {
    const item = await acts.received({ handling: handled('H0') });
    await b.steps.hold('seal');
    const sent = await acts.forward(item, undefined, { handling: handled('H0') });
    // As after a transfer.
    await b.sql(`update cases.thread set authority = 'coast-guard' where id = $1`, [item.thread]);
    b.steps.resume('seal');
    expect(await leftQueue(sent.id)).toEqual({ state: 'VOID', code: 'FORWARD_IMPOSSIBLE' });
    await b.sql(`update cases.thread set authority = 'border-police' where id = $1`, [item.thread]);
  }, 60_000);

  it('is kept back where a captured service says that it is of another kind, which nobody judges again', async () => {
    const item = await acts.received({ handling: handled('H0') });
    for (const written of [`kind = 'feedback'`, `thread = '${item.thread}'`]) {
      await b.steps.hold('seal');
      const sent = await acts.forward(item, undefined, { handling: handled('H0') });
      await b.sql(`update cases.dispatch set ${written} where id = $1`, [sent.id]);
      b.steps.resume('seal');
      expect(await leftQueue(sent.id)).toEqual({ state: 'VOID', code: 'HASH_MISMATCH' });
    }
  }, 60_000);
});

describe('a recall by XA', () => {
  const owed = async (recall: DocumentId) => {
    const { recalls } = await b.inbox
      .get(ReadRecalls)
      .listRecalls(b.session('ben'), { limit: 50, after: null, all: false }, 'INVESTIGATION');
    return recalls.find((each) => each.recall === recall)?.passOn;
  };

  it('that narrows reaches XC as well, by what narrows the forward, or takes it back', async () => {
    const item = await acts.received({ handling: handled('H0') });
    const sent = await acts.forward(item, undefined, { handling: handled('H0') });
    await three.arrived(c, sent.id);
    const handling = { codes: ['H0', 'H2'], restrictions: '', retentionMonths: 3 } as const;
    const narrowing = (id: DocumentId): Body<'recall'> => ({
      ...{ what: 'NARROW', items: [id], reason: 'A witness.', handling },
    });
    const narrow = await acts.says('ana', item, item.sent.id, 'recall', narrowing(item.sent.id));
    expect(await owed(narrow.id)).toEqual([sent.id]);
    const place = { thread: sent.id as unknown as ThreadId, inReplyTo: sent.id };
    const onward = await three.onward({ kind: 'recall', ...place, body: narrowing(sent.id) });
    await b.submit.submitDocument(b.session('ben'), onward);
    expect(await owed(narrow.id)).toEqual([]);
    await three.arrived(c, onward.id);
    const ben = c.session('ben');
    const { narrowed } = await c.askedDocuments.one(ben, place.thread, sent.id, purpose);
    expect(narrowed?.codes).toEqual(['H0', 'H2']);
    await matched();
  }, 60_000);

  it('reaches XC: XB does not answer before it has told XC', async () => {
    const item = await acts.received();
    const sent = await acts.forward(item, await acts.consented(item));
    await three.arrived(c, sent.id);
    const recall = await acts.says('ana', item, item.sent.id, 'recall', {
      ...{ what: 'RECALL', items: [item.sent.id], reason: 'The wrong person.' },
    });
    const done = { outcome: 'COMPLIED', reason: '' } as const;
    const comply = () => acts.says('ben', item, recall.id, 'recall-answer', done);
    expect(await codeOf(comply())).toBe('RECALL_NOT_PASSED_ON');
    const thread = sent.id as unknown as ThreadId;
    // XC's refusal comes later: XC has the document all the same.
    let opened: { message: string; receipt: Buffer } | undefined;
    await eventually(async () => {
      [opened] = await b.sql<{ message: string; receipt: Buffer }>(
        `select r.message_id as message, r.receipt
         from mailbox.receipt_in r join mailbox.outbox o using (link_id, message_id)
         where o.dispatch = $1 and r.stage = 'OPENED'`,
        [sent.id],
      );
      return opened !== undefined;
    });
    const said = opened?.receipt.toString() ?? '';
    const like = { message_id: opened?.message, stage: 'OPENED' };
    await copyRows(b, 'mailbox.receipt_in', like, [
      {
        ...{ rseq: 1_000_000, stage: 'REJECTED', code: 'SEAL_OPEN_FAILED' },
        ...{ verified_at: new Date() },
        receipt: Buffer.from(said.replace('"OPENED"', '"REJECTED"')),
      },
    ]);
    expect(await codeOf(comply())).toBe('RECALL_NOT_PASSED_ON');
    expect(await owed(recall.id)).toEqual([thread]);

    const onward = await three.onward({
      ...{ kind: 'recall', thread, inReplyTo: sent.id },
      body: { what: 'RECALL', items: [sent.id], reason: 'XA has recalled it.' } as Body<'recall'>,
    });
    await b.submit.submitDocument(b.session('ben'), onward);
    await three.arrived(c, onward.id);
    expect(await owed(recall.id)).toEqual([]);
    // Telling is not complying: XC must confirm.
    expect(await codeOf(comply())).toBe('RECALL_NOT_PASSED_ON');
    const byC = await three.back({
      ...{ kind: 'recall-answer', thread, inReplyTo: onward.id, body: done },
    });
    await c.answer.submitDocument(c.session('ben'), byC);
    await three.arrived(b, byC.id);
    expect(await codeOf(comply())).toBe('done');
    const read = c.askedDocuments.one(c.session('ben'), thread, sent.id, purpose);
    expect(await codeOf(read)).toBe('ITEM_RECALLED');
    await matched();
  }, 60_000);
});

// XB is hostile: it has all its keys and keeps no rule.
describe('a hostile forwarder', () => {
  let foe: HostileNeighbour;
  let item: Item;
  let consent: Composed;
  let expired: Composed;
  let other: Composed;
  beforeAll(async () => {
    item = await acts.received();
    consent = await acts.consented(item);
    expired = await acts.consented(item, { until: soon(-1) });
    other = await acts.consented(item, {
      recipient: { state: b.state.state, authority: b.session('ben').authority },
    });
    foe = await HostileNeighbour.turn(three.pair, 'b');
  }, 60_000);
  afterAll(() => foe.close());

  const judged = async (enclosed: Enclosed, members: Partial<Document> = {}): Promise<string> =>
    judgedAs(await acts.forwarding([enclosed], members));
  const judgedAs = async (sent: Composed): Promise<string> => {
    const message = await foe.message(sent, 'ben');
    await foe.publish([message]);
    let code = '';
    await eventually(async () => {
      const rows = await c.sql<{ code: string }>(
        `select code from mailbox.receipt_due where message_id = $1 and stage = 'REJECTED'
         union all select 'OPENED' from cases.dispatch where message_id = $1`,
        [message.messageId],
      );
      code = rows[0]?.code ?? '';
      return code !== '';
    });
    return code;
  };
  const changed = ({ document, ...rest }: Enclosed): Enclosed => {
    const bytes = Buffer.from(document, 'base64');
    bytes.write('Owner of a vessel!', bytes.indexOf('Owner of a vehicle'));
    return { ...rest, document: bytes.toString('base64') };
  };

  it('is refused with a signed REJECTED: no, another, an ended release; changed, re-addressed or looser', async () => {
    const whole = await enclosing(a.state, item.sent, consent);
    expect(await judged(await enclosing(a.state, item.sent))).toBe('CONSENT_MISSING');
    expect(await judged(await enclosing(a.state, item.sent, other))).toBe('CONSENT_INVALID');
    expect(await judged(await enclosing(a.state, item.sent, expired))).toBe('CONSENT_INVALID');
    expect(await judged(changed(whole))).toBe('ENCLOSED_INVALID');
    const toC = await three.onward({ handling: handled('H0') }, 'hal');
    expect(await judged(await enclosing(b.state, toC))).toBe('ENCLOSED_INVALID');
    expect(await judged({ ...whole, root: b.state.rootFingerprint })).toBe('ENCLOSED_INVALID');
    expect(await judged(whole, { handling: handled('H0') })).toBe('FORWARD_HANDLING_LOOSER');
    const secret = { handling: { ...bound, classification: 'SECRET' } as const };
    expect(await judged(whole, secret)).toBe('CLASSIFICATION_ABOVE_CEILING');
    expect(await judged(whole)).toBe('OPENED');
    const named = { type: 'PERSON', category: 'SUSPECT_OR_CONVICTED' } as const;
    for (const [subject, code] of [
      [{ type: 'PERSON' } as const, 'CATEGORY_MISSING'],
      [named, 'SUSPECT_WITHOUT_OFFENCE'],
      [{ ...named, offence: 'SOM_6_1_C' } as const, 'OPENED'],
    ] as const) {
      const body = { ...bodyOf['spontaneous-information'](), subjects: [aSubject(subject)] };
      const information = await three.onward({ kind: 'spontaneous-information', body });
      expect([code, await judgedAs(information)]).toEqual([code, code]);
    }
    // Only a liaison officer may sign a request.
    expect(await judgedAs(await three.onward({}))).toBe('OFFICER_ROLE_MISSING');
    await matched();
  }, 90_000);

  it('halts nothing that is no operation, and answers for nothing that it was not told', async () => {
    const plain = `select id as thread from cases.thread where side = 'ASKED' and request_type = 'VESSEL' limit 1`;
    const [row] = await c.sql<{ thread: ThreadId }>(plain);
    const word = { ...row, halt: sha256(Buffer.from('halt')), act: 'HALTED' };
    const frames = [];
    for (const answer of [false, true])
      frames.push(await foe.statement('stop-word', { ...word, answer }));
    await foe.publish(frames);
    const sent = frames.map(({ messageId }) => messageId);
    const kept = 'select code from mailbox.quarantine where message_id = any ($1::text[])';
    await eventually(async () => (await c.sql(kept, [sent])).length === 2);
    expect(await c.sql(kept, [sent])).toEqual(Array(2).fill({ code: 'PARENT_MISMATCH' }));
  }, 60_000);
});
