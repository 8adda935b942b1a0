import { beforeAll, describe, expect, it } from '@jest/globals';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import {
  timestamp,
  type Body,
  type Document,
  type DocumentId,
  type DocumentKind,
  type ThreadId,
} from '#kernel';
import { decodeDocument, sha256 } from '#wire';
import { aRequestBody } from '../../support/builders.js';
import { type Composed, composed, enclosing, enclosingBody } from '../../support/documents.js';
import {
  arrived,
  copiesOf,
  opening,
  police,
  saysIn,
  sharedPoints,
} from '../fixtures/contact-points.js';
import { handled } from '../fixtures/forwarding.js';
import type { TestGateway } from '../../support/gateway.js';
import { codeOf } from '../fixtures/recalling.js';
import type { FourStates } from '../fixtures/three-states.js';

const purpose = 'INVESTIGATION';
const page = { limit: 50, after: null } as const;
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
  const { copies: listed } = await copies.listCopies(gateway.session('con'), page, purpose);
  return ids.map((id) => listed.find(({ dispatch }) => dispatch === id)?.kind);
};
async function says<K extends DocumentKind>(
  thread: ThreadId,
  inReplyTo: DocumentId,
  kind: K,
  body: Body<K>,
): Promise<DocumentId> {
  const members = { kind, thread, inReplyTo, body: body as Body<DocumentKind> };
  const parties = { from: b.state, to: c.state, name: 'ana' };
  const sent = await composed(four.linkOf(c), parties, members);
  await b.submit.submitDocument(b.session('ana'), sent);
  return sent.id;
}
async function exchanged(body: Partial<Document<'request'>['body']>) {
  const parties = { from: b.state, to: c.state, name: 'ana' };
  const words = aRequestBody({ facts: 'Seen at XC, and nowhere else.', ...body });
  const sent = await composed(four.linkOf(c), parties, { body: words });
  const { thread } = await b.submit.submitDocument(b.session('ana'), sent);
  await arrived(c, [thread]);
  await c.claim.claimRequest(c.session('ben'), thread);
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
async function forwarded(
  body: object,
  handling = handled('H0'),
  consent?: (item: Composed) => Promise<Composed>,
): Promise<Composed> {
  const to = b.state;
  const [kind, at] = ['request', four.linkOf(a)] as const;
  const members = { kind, body: aRequestBody(body), handling, purpose } as const;
  const item = await composed(at, { from: a.state, to, name: 'ana' }, members);
  await a.submit.submitDocument(a.session('ana'), item);
  await arrived(b, [item.id]);
  await b.claim.claimRequest(b.session('ben'), item.id as unknown as ThreadId);
  const enclosed = enclosingBody([await enclosing(a.state, item, await consent?.(item))]);
  const on = { kind: 'forward', body: enclosed, handling } as const;
  const sent = await composed(four.linkOf(c), { from: to, to: c.state, name: 'ben' }, on);
  await b.submit.submitDocument(b.session('ben'), sent);
  await arrived(c, [sent.id]);
  return sent;
}
async function released({ id, document }: Composed): Promise<Composed> {
  const thread = id as unknown as ThreadId;
  const recipient = { state: c.state.state, authority: c.session('ben').authority };
  const until = timestamp(new Date(Date.now() + 3_600_000));
  const named = { item: id, itemSha256: sha256(document), recipient, purpose, until } as const;
  const says = (by: 'ana' | 'ben', kind: DocumentKind, inReplyTo: DocumentId, more: object) => {
    const [from, to] = by === 'ana' ? [a.state, b.state] : [b.state, a.state];
    const body = { ...named, ...more } as unknown as Body<DocumentKind>;
    return composed(
      four.linkOf(a),
      { from, to, name: by },
      { kind, thread, inReplyTo, body, purpose },
    );
  };
  const asks = await says('ben', 'forward-consent-request', id, { reason: 'It goes there.' });
  await b.answer.submitDocument(b.session('ben'), asks);
  await arrived(a, [asks.id]);
  const gives = await says('ana', 'forward-consent', asks.id, { outcome: 'GRANTED', reason: '' });
  await a.submit.submitDocument(a.session('ana'), gives);
  await arrived(b, [gives.id]);
  return gives;
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

  it('is shown of what goes by a release that it is there: a release names one authority, and that is another', async () => {
    const sent = await forwarded({ facts: 'For XC alone.' }, handled('H0', 'H2'), released);
    const copied = (gateway: TestGateway) =>
      gateway.sql<{ data: object }>(
        `select convert_from(leaf, 'UTF8')::jsonb -> 'data' as data from journal.event
         where thread = $1 and typ = 'case.copied'`,
        [sent.id],
      );
    for (const gateway of [b, c]) {
      const [copies, con] = [await copiesOf(gateway), gateway.session('con')];
      const { copies: listed } = await copies.listCopies(con, page, purpose);
      expect(listed.find(({ dispatch }) => dispatch === sent.id)).toMatchObject({
        ...{ kind: 'forward', authority: police, peerAuthority: police, subjectLine: '' },
      });
      expect(await codeOf(copies.one(con, sent.id, purpose))).toBe('RELEASE_NEEDED');
      expect(await copied(gateway)).toMatchObject([{ data: { byRelease: true } }]);
      // The database does not give it to the service of that desk either.
      const { store, cases } = await gateway.parts('inbox');
      const context = officerContext(con, 'read-copy');
      const rows = await store.transaction(context, (tx) => cases.dispatchesById(tx, [sent.id]));
      expect(rows).toEqual([]);
    }
  }, 60_000);
});
