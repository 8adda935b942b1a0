import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  timestamp,
  type Body,
  type Document,
  type DocumentId,
  type DocumentKind,
  type DeskPurpose,
  type Purpose,
  type Sha256,
  type StateCode,
  type ThreadId,
} from '#kernel';
import type { Enclosed } from '#capabilities/disclosure/kinds/enclosed.kind';
import { decodeDocument } from '#wire';
import { aRequestBody, aSubject } from '../support/builders.js';
import { composed, enclosedAnswer, enclosedRelease } from '../support/documents.js';
import { enclosing, enclosingBody, type Composed } from '../support/documents.js';
import { Forwarding, handled, uploaded, type Item } from './fixtures/forwarding.js';
import type { TestGateway } from '../support/gateway.js';
import { LineOfFour, named, type Hop } from './fixtures/line-of-four.js';
import { eventually } from '../support/nats.js';
import { codeOf } from './fixtures/recalling.js';
import { namedAs } from './fixtures/subject-search.js';
import type { ThreeStates } from './fixtures/three-states.js';
import { harbour } from './fixtures/transfers.js';
import './parts/emergency-onward.js';
import { sharedFour, stopLine } from './parts/line.js';

const purpose: Purpose = 'INVESTIGATION';
const free = handled('H0');

let three: ThreeStates;
let a: TestGateway;
let b: TestGateway;
let c: TestGateway;
beforeAll(async () => {
  three = await sharedFour();
  ({ a, b, c } = three);
}, 90_000);
afterAll(stopLine);

type Place = { readonly thread: ThreadId; readonly inReplyTo: DocumentId };
const threadOf = (id: DocumentId) => id as unknown as ThreadId;
const placeOf = ({ id }: Composed): Place => ({ thread: threadOf(id), inReplyTo: id });

async function received(
  members: Partial<Document> = {},
  uploads: readonly string[] = [],
): Promise<Composed> {
  const sent = await three.between('ana', { handling: free, ...members });
  await a.submit.submitDocument(a.session('ana'), { ...sent, uploads });
  await three.arrived(b, sent.id);
  await b.claim.claimRequest(b.session('ben'), placeOf(sent).thread);
  return sent;
}
async function sendDocument<K extends DocumentKind>(
  { thread, inReplyTo }: Place,
  kind: K,
  body: Body<K>,
  to: Partial<Document> = {},
): Promise<Composed> {
  const place = { thread, inReplyTo, kind, body: body as Body<DocumentKind> };
  const sent = await three.between('ana', to, place);
  await a.submit.submitDocument(a.session('ana'), sent);
  await three.arrived(b, sent.id);
  return sent;
}
async function answers(
  { thread, inReplyTo }: Place,
  kind: DocumentKind,
  body: Body<DocumentKind>,
  name = 'ben',
): Promise<void> {
  const states = { from: b.state, to: a.state, name };
  const sent = await composed(three.links[0], states, { thread, inReplyTo, kind, body });
  await b.answer.submitDocument(b.session(name), sent);
}
async function onward(
  item: Composed,
  members: Partial<Document> = {},
  consent?: Composed,
  uploads: readonly string[] = [],
): Promise<Composed> {
  const enclosed: Enclosed[] = [await enclosing(a.state, item, consent)];
  const body = enclosingBody(enclosed);
  const sent = await three.onward({ kind: 'forward', body, handling: free, ...members });
  await b.submit.submitDocument(b.session('ben'), { ...sent, uploads });
  return sent;
}
const tells = async (forward: Composed, body: Body<'recall'>): Promise<Composed> => {
  const sent = await three.onward({ kind: 'recall', ...placeOf(forward), body });
  await b.submit.submitDocument(b.session('ben'), sent);
  return sent;
};
const recallOf = (id: DocumentId): Body<'recall'> => ({
  ...{ what: 'RECALL', items: [id], reason: 'The wrong person.' },
});
const narrowing = (
  id: DocumentId,
  handling: NonNullable<Body<'recall'>['handling']>,
): Body<'recall'> => ({ ...{ what: 'NARROW', items: [id], reason: 'A witness.' }, handling });
const complied: Body<'recall-answer'> = { outcome: 'COMPLIED', reason: '' };
async function compliedWith(forward: Composed, { id }: Composed): Promise<void> {
  await three.arrived(c, id);
  const { thread } = placeOf(forward);
  const said = { kind: 'recall-answer', thread, inReplyTo: id, body: complied } as const;
  const sent = await three.back(said);
  await c.answer.submitDocument(c.session('ben'), sent);
  await three.arrived(b, sent.id);
}

describe('a recall of what was handed on', () => {
  it('is owed to the next holder also once the request is another authority’s', async () => {
    const item = await received();
    const forward = await onward(item);
    await three.arrived(c, forward.id);
    const away: Body<'transfer-notice'> = { authority: harbour, reason: 'In port.' };
    await answers(placeOf(item), 'transfer-notice', away);
    const place = placeOf(item);
    for (const gateway of [a, b])
      await eventually(async () => {
        const column = gateway === a ? 'peer_authority' : 'authority';
        const sql = `select 1 from cases.thread where id = $1 and ${column} = $2`;
        return (await gateway.sql(sql, [place.thread, harbour])).length === 1;
      });
    const to = { state: b.state.state, authority: harbour };
    const recall = await sendDocument(place, 'recall', recallOf(item.id), { to });
    const comply = () =>
      answers({ ...place, inReplyTo: recall.id }, 'recall-answer', complied, 'hal');
    expect(await codeOf(comply())).toBe('RECALL_NOT_PASSED_ON');
    const passedOn = await tells(forward, recallOf(forward.id));
    expect(await codeOf(comply())).toBe('RECALL_NOT_PASSED_ON');
    await compliedWith(forward, passedOn);
    expect(await codeOf(comply())).toBe('done');
  }, 60_000);

  it('is passed on as strictly as it came', async () => {
    const item = await received();
    const forward = await onward(item);
    await three.arrived(c, forward.id);
    const place = placeOf(item);
    const strict = { codes: ['H0', 'H2'], restrictions: '', retentionMonths: 2 } as const;
    const recall = await sendDocument(place, 'recall', narrowing(item.id, strict));
    const comply = () => answers({ ...place, inReplyTo: recall.id }, 'recall-answer', complied);
    await tells(forward, narrowing(forward.id, { ...strict, codes: ['H0', 'H1'] }));
    expect(await codeOf(comply())).toBe('RECALL_NOT_PASSED_ON');
    const last = narrowing(forward.id, { ...strict, codes: ['H0', 'H1', 'H2'] });
    const strictly = await tells(forward, last);
    expect(await codeOf(comply())).toBe('RECALL_NOT_PASSED_ON');
    await compliedWith(forward, strictly);
    expect(await codeOf(comply())).toBe('done');
  }, 60_000);

  it('can be answered with CANNOT where the next holder can be told no more', async () => {
    const item = await received();
    const forward = await onward(item);
    await three.arrived(c, forward.id);
    await b.orderErasing(placeOf(forward).thread);
    await eventually(
      async () =>
        (
          await b.sql('select 1 from cases.thread where id = $1 and key_wrapped is null', [
            forward.id,
          ])
        ).length === 1,
    );
    const recall = await sendDocument(placeOf(item), 'recall', recallOf(item.id));
    expect(await codeOf(tells(forward, recallOf(forward.id)))).not.toBe('done');
    const place = { ...placeOf(item), inReplyTo: recall.id };
    const cannot = { outcome: 'CANNOT', reason: 'XC has it.' } as const;
    expect(await codeOf(answers(place, 'recall-answer', cannot))).toBe('done');
  }, 60_000);

  it('keeps a forward back that has not left', async () => {
    const item = await received();
    await b.steps.hold('seal');
    const forward = await onward(item);
    await sendDocument(placeOf(item), 'recall', recallOf(item.id));
    b.steps.resume('seal');
    const sql = `select state from mailbox.outbox where dispatch = $1`;
    let state = '';
    await eventually(async () => {
      state = (await b.sql<{ state: string }>(sql, [forward.id]))[0]?.state ?? '';
      return state !== 'QUEUED';
    });
    expect(state).toBe('VOID');
  }, 60_000);

  it('takes the words from whoever handed them on, too', async () => {
    const item = await received();
    const forward = await onward(item);
    await three.arrived(c, forward.id);
    const recall = await sendDocument(placeOf(item), 'recall', recallOf(item.id));
    await compliedWith(forward, await tells(forward, recallOf(forward.id)));
    await answers({ ...placeOf(item), inReplyTo: recall.id }, 'recall-answer', complied);
    const { thread } = placeOf(forward);
    const read = b.askingDocuments.one(b.session('ben'), thread, forward.id, purpose);
    expect(await codeOf(read)).toBe('ITEM_RECALLED');
  }, 60_000);
});

describe('what was handed on twice, from XA through XB and XC to XD', () => {
  let d: TestGateway;
  let line: LineOfFour;
  let acts: Forwarding;
  beforeAll(() => {
    ({ d } = three.fourth);
    [line, acts] = [new LineOfFour(three), new Forwarding(three)];
  });
  let item: Item;
  let toC: Composed;
  let toD: Composed;

  it('goes on from XC to XD by the releases of XA and XB, and XD sees it from XA through both', async () => {
    const file = await uploaded(a, 'ana', 70);
    const [name, identifiers] = ['Nadja Farova', [{ type: 'passport', value: 'NF1234567' }]];
    const victim = aSubject({ type: 'PERSON', name, category: 'VICTIM', identifiers });
    const body = aRequestBody({ subjects: [victim] });
    item = await acts.received({ attachments: [file.entry], body }, [file.upload]);
    toC = await acts.forward(item, await acts.consented(item));
    await three.arrived(c, toC.id);
    await c.claim.claimRequest(c.session('ben'), placeOf(toC).thread);
    const forwarding = async (consent?: Composed, to: Hop = [c, d]) =>
      line.forwarding(to, await enclosing(b.state, toC, consent));
    const submit = async (sent: Composed) => c.submit.submitDocument(c.session('ben'), sent);
    expect(await codeOf(submit(await forwarding()))).toBe('CONSENT_MISSING');

    // XC asks XB, which asks XA; each answers the question as put.
    const whole = { reason: 'It is bound for XD.' };
    const asked = await line.tells([c, b], b, placeOf(toC), 'forward-consent-request', {
      ...{ ...line.release(toC, d), ...whole },
    });
    const askedA = await line.tells([b, a], a, placeOf(item.sent), 'forward-consent-request', {
      ...{ ...line.release(item.sent, d, c), ...whole },
    });
    const granted = { outcome: 'GRANTED', reason: '' } as const;
    const given = (releases?: Body<'forward-consent'>['releases']) =>
      line.tells([b, c], b, { ...placeOf(toC), inReplyTo: asked.id }, 'forward-consent', {
        ...{ ...line.release(toC, d), ...granted },
        ...(releases !== undefined && { releases }),
      });
    // XB cannot release XA's document.
    expect(await codeOf(given())).toBe('RELEASE_IMPOSSIBLE');
    const straight = await acts.consented(item, { recipient: named(d) });
    expect(await codeOf(given([await enclosedRelease(a.state, straight)]))).toBe(
      'RELEASE_IMPOSSIBLE',
    );
    const byA = await line.tells(
      [a, b],
      a,
      { ...placeOf(item.sent), inReplyTo: askedA.id },
      'forward-consent',
      {
        ...{ ...line.release(item.sent, d, c), ...granted },
      },
    );
    const byB = await given([await enclosedRelease(a.state, byA)]);

    expect(await codeOf(submit(await forwarding(byB, [c, b])))).not.toBe('done');
    // With XA's file, enclosed with its document.
    const { entry, upload } = await uploaded(c, 'ben', 70);
    const enclosed = await enclosing(b.state, toC, byB);
    toD = await line.forwarding([c, d], enclosed, { attachments: [entry] });
    await submit({ ...toD, uploads: [upload] });
    await three.arrived(d, toD.id);
    const [one] = await line.opened(d, c, toD);
    expect(one).toMatchObject({
      document: { id: toC.id, from: { state: 'XB' }, to: { state: 'XC' } },
      root: b.state.rootFingerprint,
      inner: [{ document: { id: item.sent.id, from: { state: 'XA', officer: 'ana' } } }],
    });
    // The last holder can search by name, and a desk sees the duplicate in another matter.
    const { threads } = await d.asked.search(d.session('ben'), 'farova nadja', purpose);
    expect(threads.map(({ thread }) => thread)).toEqual([placeOf(toD).thread]);
    const at = (gateway: TestGateway) => namedAs(gateway, 'ben', name, 'VICTIM');
    const held = [[toD.id], [toD.id, toC.id], [toC.id, item.sent.id]];
    expect([await at(d), await at(c), await at(b)]).toEqual(held);
    const marks = `select thread from cases.likeness where type = 'DOCUMENT'`;
    expect(await c.sql<object>(marks)).toEqual([{ thread: toC.id }]);
  }, 60_000);

  it('is recalled from all: each says so by its own signature once those behind it have, and XA sees who', async () => {
    const place = placeOf(item.sent);
    const recall = await line.tells([a, b], a, place, 'recall', recallOf(item.sent.id));
    const ofB = () => line.answers([a, b], recall, item.sent, complied);
    expect(await codeOf(ofB())).toBe('RECALL_NOT_PASSED_ON');
    const onToC = await line.tells([b, c], b, placeOf(toC), 'recall', recallOf(toC.id));
    // Telling is not complying.
    expect(await codeOf(ofB())).toBe('RECALL_NOT_PASSED_ON');
    expect(await codeOf(line.answers([b, c], onToC, toC, complied))).toBe('RECALL_NOT_PASSED_ON');
    const onToD = await line.tells([c, d], c, placeOf(toD), 'recall', recallOf(toD.id));
    const reason = 'It stands in an indictment.';
    const ofD = await line.answers([c, d], onToD, toD, { outcome: 'CANNOT', reason });
    expect(await codeOf(line.answers([b, c], onToC, toC, complied))).toBe('RECALL_NOT_PASSED_ON');
    const [notifiedHolder] = (await line.recalls(c, 'ASKED')).flatMap((each) => each.told);
    expect(notifiedHolder).toMatchObject({ holder: named(d), answer: ofD.id, outcome: 'CANNOT' });

    const signedByD = { holder: named(d), answer: await enclosedAnswer(d.state, ofD) };
    const cannot = { outcome: 'CANNOT', reason: 'XD cannot.' } as const;
    const ofC = await line.answers([b, c], onToC, toC, { ...cannot, onward: [signedByD] });
    const signedByC = { holder: named(c), answer: await enclosedAnswer(c.state, ofC) };
    // No State can declare compliance for another.
    expect(
      await codeOf(line.answers([a, b], recall, item.sent, { ...complied, onward: [signedByC] })),
    ).toBe('RECALL_NOT_PASSED_ON');
    await line.answers([a, b], recall, item.sent, {
      ...cannot,
      reason: 'XC cannot.',
      onward: [signedByC],
    });
    const seen = (await line.recalls(a, 'ASKING')).find((each) => each.recall === recall.id);
    expect(seen).toMatchObject({
      holder: named(b),
      answer: { outcome: 'CANNOT' },
      onward: [
        { holder: named(c), outcome: 'CANNOT' },
        { holder: named(d), outcome: 'CANNOT' },
      ],
    });
    expect(await line.unmatched([a, b, c, d])).toEqual([]);
  }, 60_000);
});

describe('a file of a forward', () => {
  it('does not leave the gateway once the forward is bound', async () => {
    const ben = b.session('ben');
    const { upload, entry } = await uploaded(b, 'ben');
    const item = await received();
    const forward = await onward(item, { attachments: [entry] }, undefined, [upload]);
    await three.arrived(c, forward.id);
    const { thread } = placeOf(forward);
    const at = { thread, dispatch: forward.id, position: 0, chunk: 0, purpose };
    const fetch = () => codeOf(c.askedFiles.chunk(c.session('ben'), at));
    await c.whole(forward.id);
    expect(await fetch()).toBe('done');
    const strict = { codes: ['H0', 'H2'], restrictions: '', retentionMonths: 2 } as const;
    const narrow = await tells(forward, narrowing(forward.id, strict));
    await three.arrived(c, narrow.id);
    expect(await fetch()).toBe('RELEASE_NEEDED');

    // The forwarder releases its own document; only the originator releases what it encloses.
    const { authority } = c.session('ben');
    const until = timestamp(new Date(Date.now() + 3_600_000));
    const { documentSha256 } = (
      await c.sql<{ documentSha256: Sha256 }>(
        `select document_sha256 as "documentSha256" from cases.dispatch where id = $1`,
        [forward.id],
      )
    )[0] ?? { documentSha256: entry.sha256 };
    const ask = async (state: StateCode): Promise<Composed> => {
      const recipient = { state, authority };
      const about = { item: forward.id, itemSha256: documentSha256, recipient, purpose, until };
      const body: Body<'forward-consent-request'> = { ...about, reason: 'For the file.' };
      const sent = await three.back({
        kind: 'forward-consent-request',
        ...placeOf(forward),
        body,
      });
      await c.answer.submitDocument(c.session('ben'), sent);
      await three.arrived(b, sent.id);
      return sent;
    };
    expect(await codeOf(ask(a.state.state))).toBe('RELEASE_IMPOSSIBLE');
    const asked = await ask(c.state.state);
    const { reason, ...words } = (
      decodeDocument(asked.document) as Document<'forward-consent-request'>
    ).body;
    expect(reason).not.toBe('');
    const given: Body<'forward-consent'> = { ...words, outcome: 'GRANTED', reason: '' };
    const consent = await three.onward({
      kind: 'forward-consent',
      thread,
      inReplyTo: asked.id,
      body: given,
    });
    await b.submit.submitDocument(ben, consent);
    await three.arrived(c, consent.id);
    expect(await fetch()).toBe('done');
  }, 60_000);
});

describe('a file of a request to save lives', () => {
  it('is taken out for that without another question, however it is bound', async () => {
    const { upload, entry } = await uploaded(a, 'ana');
    const body = aRequestBody({ requestType: 'RISK_TO_LIFE' });
    const members = { body, handling: handled('H0', 'H2'), attachments: [entry] };
    const item = await received(members, [upload]);
    const { thread } = placeOf(item);
    const fetch = (what: DeskPurpose) =>
      codeOf(
        b.askedFiles.chunk(b.session('ben'), {
          ...{ thread, dispatch: item.id, position: 0, chunk: 0, purpose: what },
        }),
      );
    await b.whole(item.id);
    expect(await fetch('SAFETY_OF_LIFE')).toBe('done');
    expect(await fetch('INVESTIGATION')).toBe('RELEASE_NEEDED');
  }, 60_000);
});
