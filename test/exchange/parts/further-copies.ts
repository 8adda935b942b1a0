import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Body, Document, DocumentId, DocumentKind, ThreadId } from '#model';
import { decodeDocument } from '#wire';
import { aRequestBody } from '../../support/builders.js';
import { composed, type Composed } from '../../support/composed.js';
import { arrived, copiesOf, opening, saysIn, sharedPoints } from '../../support/contact-points.js';
import { enclosing, enclosingBody } from '../../support/enclosing.js';
import { handled } from '../../support/forwarding.js';
import type { TestGateway } from '../../support/gateway.js';
import { codeOf } from '../../support/recalling.js';
import type { FourStates } from '../../support/three-states.js';

const purpose = 'INVESTIGATION';
const page = { limit: 50, before: null } as const;
const copyException = {
  exception: 'SAFETY_OF_PERSON',
  reason: 'A source would be known.',
} as const;

let four: FourStates;
let a: TestGateway;
let b: TestGateway;
let c: TestGateway;
beforeAll(async () => {
  four = await sharedPoints();
  b = four.b;
  [a, c] = four.others as [TestGateway, TestGateway];
}, 90_000);

const kindsAt = async (gateway: TestGateway, ids: readonly DocumentId[]) => {
  const copies = await copiesOf(gateway);
  const { copies: listed } = await copies.list(gateway.session('con'), page, purpose);
  return ids.map((id) => listed.find(({ dispatch }) => dispatch === id)?.kind);
};
/** XB's ana says it in a thread of hers. */
async function says<K extends DocumentKind>(
  thread: ThreadId,
  inReplyTo: DocumentId,
  kind: K,
  body: Body<K>,
): Promise<DocumentId> {
  const members = { kind, thread, inReplyTo, body: body as Body<DocumentKind> };
  const parties = { from: b.state, to: c.state, name: 'ana' };
  const sent = await composed(four.linkOf(c), parties, members);
  await b.submit.run(b.session('ana'), sent);
  return sent.id;
}
/** Asked, asked back, made clear, answered; question and answer corrected. */
async function exchanged(body: Partial<Document<'request'>['body']>) {
  const parties = { from: b.state, to: c.state, name: 'ana' };
  const sent = await composed(four.linkOf(c), parties, { body: aRequestBody(body) });
  const { thread } = await b.submit.run(b.session('ana'), sent);
  await arrived(c, [thread]);
  await c.claim.run(c.session('ben'), thread);
  const question = { question: 'Which of the two?' };
  const asked = await saysIn(four, c, thread, 'clarification-question', question);
  await arrived(b, [asked]);
  const clear = await says(thread, asked, 'clarification', { answer: 'The white one.' });
  await arrived(c, [clear]);
  const found = { final: false, information: 'It is hers.' };
  const answer = await saysIn(four, c, thread, 'response', found);
  await arrived(b, [answer]);
  const correcting = (item: DocumentId) => ({ item, correction: 'His.', reason: 'A slip.' });
  const ofAnswer = await saysIn(four, c, thread, 'correction', correcting(answer), answer);
  const ofAsking = await says(thread, sent.id, 'correction', correcting(sent.id));
  const ofQuestion = await saysIn(four, c, thread, 'correction', correcting(asked), asked);
  await arrived(b, [ofAnswer, ofQuestion]);
  await arrived(c, [ofAsking]);
  return { clear, answer, ofAnswer, ofAsking, ofQuestion };
}
/** What XA tells XB, whose ben hands it on to XC. */
async function forwarded(body: object, handling = handled('H0')): Promise<Composed> {
  const to = b.state;
  const [kind, at] = ['request', four.linkOf(a)] as const;
  const members = { kind, body: aRequestBody(body), handling, purpose } as const;
  const item = await composed(at, { from: a.state, to, name: 'ana' }, members);
  await a.submit.run(a.session('ana'), item);
  await arrived(b, [item.id]);
  await b.claim.run(b.session('ben'), item.id as unknown as ThreadId);
  const enclosed = enclosingBody([await enclosing(a.state, item)]);
  const on = { kind: 'forward', body: enclosed, handling } as const;
  const sent = await composed(four.linkOf(c), { from: to, to: c.state, name: 'ben' }, on);
  await b.submit.run(b.session('ben'), sent);
  await arrived(c, [sent.id]);
  return sent;
}

describe('a contact point that was shown something', () => {
  it('is shown what makes it clear and what corrects it, and nothing that corrects what it was not shown', async () => {
    const one = await exchanged({});
    const said = [one.clear, one.answer, one.ofAnswer, one.ofAsking, one.ofQuestion];
    for (const gateway of [b, c]) {
      expect(await kindsAt(gateway, said)).toEqual([
        ...['clarification', 'response', 'correction', 'correction', undefined],
      ]);
      const copies = await copiesOf(gateway);
      const { document } = await copies.one(gateway.session('con'), one.ofAnswer, purpose);
      expect(decodeDocument(document)).toMatchObject({ body: { correction: 'His.' } });
    }
    const secret = await exchanged({ copyException });
    const kept = [secret.clear, secret.answer, secret.ofAnswer, secret.ofAsking];
    for (const gateway of [b, c]) {
      expect(await kindsAt(gateway, kept)).toEqual(Array(4).fill(undefined));
      const copies = await copiesOf(gateway);
      for (const id of kept)
        expect(await codeOf(copies.one(gateway.session('con'), id, purpose))).toBe('NOT_FOUND');
    }
  }, 90_000);

  it('is shown what another State has said where it is handed on, unless that kept it', async () => {
    const [open, kept] = [await forwarded({}), await forwarded({ copyException })];
    for (const gateway of [b, c]) {
      expect(await kindsAt(gateway, [open.id, kept.id])).toEqual(['forward', undefined]);
      const copies = await copiesOf(gateway);
      const { withheld } = await copies.withheld(gateway.session('sue'), page, purpose);
      expect(withheld.find(({ dispatch }) => dispatch === kept.id)).toMatchObject({
        ...{ kind: 'forward', officer: 'ben', thread: opening(kept.id as never) },
        ...copyException,
      });
      const logged = await gateway.sql<{ typ: string }>(
        `select typ from journal.event where thread = any ($1::uuid[]) and typ like 'case.cop%' order by id`,
        [[open.id, kept.id]],
      );
      expect(logged.map(({ typ }) => typ)).toEqual(['case.copied', 'case.copy.withheld']);
    }
  }, 60_000);
});
