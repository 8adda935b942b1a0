import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  timestamp,
  type Body,
  type DocumentId,
  type DocumentKind,
  type MessageId,
  type ThreadId,
} from '#kernel';
import type { Tx } from '#store';
import { aHash, bodyOf } from '../support/builders.js';
import { unmatched } from '../instruments/entries/entries.js';
import { EvidenceCase } from './fixtures/evidence-case.js';
import { FormalTime } from './fixtures/formal-time.js';
import { HostileNeighbour } from '../support/hostile.js';
import { eventually } from '../support/nats.js';
import { codeOf } from './fixtures/recalling.js';
import { firstPage } from '../support/two-states.js';
import './parts/owed-notices.js';

let at: EvidenceCase;
let time: FormalTime;
beforeAll(async () => {
  at = await EvidenceCase.begin();
  time = await FormalTime.start(at.two.a, at.two.b);
}, 60_000);
afterAll(async () => {
  await at.two.stop();
  await time.stop();
});

const hence = (minutes: number) => timestamp(new Date(Date.now() + minutes * 60_000));
const informed = (): Body<'central-authority-notice'> => ({
  ...bodyOf['central-authority-notice'](),
  informedAt: hence(-5),
});

const noticeOf = async (item: DocumentId): Promise<Body<'exculpatory-notice'>> => {
  const { sha256 } = await at.reference(item);
  const times = { foundAt: hence(-10), disclosureAt: hence(60) };
  return { ...bodyOf['exculpatory-notice'](), item, itemSha256: sha256, ...times };
};

const code = async (...said: Parameters<EvidenceCase['compose']>): Promise<string> => {
  const [state, name] = said;
  return codeOf(at.submit(state, name, await at.compose(...said)));
};

async function owedIfRefused(state: 'a' | 'b', thread: ThreadId, said: DocumentId) {
  const sql = (text: string) => at.two[state].sql(text, [said]);
  const rows = () => sql(`select 1 from mailbox.outbox where dispatch = $1 and state = 'CLOSED'`);
  await eventually(async () => (await rows()).length === 1);
  await sql(`update mailbox.outbox set outcome = 'REJECTED' where dispatch = $1`);
  const owed = await at.owed(state, thread);
  await sql(`update mailbox.outbox set outcome = 'OPENED' where dispatch = $1`);
  return owed;
}

describe('what was told informally', () => {
  it('is cited in a formal request only by a consent of who said it, and that is on record at both', async () => {
    const { thread, request, response } = await at.answered();
    const say = (body: Body<'formal-request'>, name = 'cam') =>
      code('a', name, thread, response, 'formal-request', body);
    expect(await say(await at.formal([response], []))).toBe('EVIDENCE_CONSENT_NEEDED');
    expect(await at.row('a', thread)).toEqual({ owed: 0, awaited: 0 });

    const asks = await at.asking(response);
    const astray = { ...asks, items: asks.items.map((each) => ({ ...each, sha256: aHash('x') })) };
    const ask = (body: Body<'evidence-consent-request'>, to = response) =>
      code('a', 'ana', thread, to, 'evidence-consent-request', body);
    expect(await ask(astray)).toBe('EVIDENCE_IMPOSSIBLE');
    // Documents of the own State need no consent.
    expect(await ask(await at.asking(request), request)).toBe('EVIDENCE_IMPOSSIBLE');
    const file = {
      ...asks,
      items: asks.items.map((each) => ({ ...each, attachments: [each.sha256] })),
    };
    expect(await ask(file)).toBe('EVIDENCE_IMPOSSIBLE');
    const asked = await at.tell('a', 'ana', thread, response, 'evidence-consent-request', asks);
    expect(await at.owed('a', thread)).toEqual([
      'CENTRAL_AUTHORITY_NOTICE XA',
      'EVIDENCE_CONSENT XB',
    ]);
    expect(await at.owed('b', thread)).toEqual(await at.owed('a', thread));
    expect(await at.row('a', thread)).toEqual({ owed: 1, awaited: 1 });
    expect(await at.row('b', thread)).toEqual({ owed: 1, awaited: 1 });

    const give = (body: Body<'evidence-consent'>, name = 'pia') =>
      code('b', name, thread, asked, 'evidence-consent', body);
    // A duty officer may not do this.
    expect(await give(await at.consenting([response]), 'ben')).toBe('PERMISSION_DENIED');
    expect(await give(await at.consenting([response, request]))).toBe('EVIDENCE_IMPOSSIBLE');
    const elsewhere = { ...asks.proceedings, reference: '1/26' };
    const other = await at.consenting([response], { proceedings: elsewhere });
    expect(await give(other)).toBe('EVIDENCE_IMPOSSIBLE');
    const granted = await at.consenting([response]);
    const consent = await at.tell('b', 'pia', thread, asked, 'evidence-consent', granted);
    expect(await give(granted)).toBe('EVIDENCE_ANSWERED');
    expect(await at.owed('b', thread)).toEqual(['CENTRAL_AUTHORITY_NOTICE XA']);
    // Refused there, so it answers nothing.
    expect(await owedIfRefused('b', thread, consent)).toContain('EVIDENCE_CONSENT XB');

    const notice = informed();
    const noticeId = await at.tell('a', 'ana', thread, asked, 'central-authority-notice', notice);
    expect(await at.owed('a', thread)).toEqual([]);
    expect(await owedIfRefused('a', thread, noticeId)).toEqual(['CENTRAL_AUTHORITY_NOTICE XA']);
    expect(await at.row('b', thread)).toEqual({ owed: 0, awaited: 0 });

    // The consent must be named, stand in the thread, cover these proceedings, and have an authorised signer.
    expect(await say(await at.formal([response], []))).toBe('EVIDENCE_CONSENT_NEEDED');
    expect(await say(await at.formal([response], [asked]))).toBe('EVIDENCE_IMPOSSIBLE');
    const wrongCase = await at.formal([response], [consent], { proceedings: elsewhere });
    expect(await say(wrongCase)).toBe('EVIDENCE_CONSENT_NEEDED');
    expect(await say(await at.formal([response], [consent]), 'ana')).toBe('PERMISSION_DENIED');
    const draft = { informalExchangeRefs: [await at.item(response)], remarks: 'Is this enough?' };
    const drafted = await at.tell('a', 'cam', thread, response, 'formal-request-draft', draft);
    const text = await at.formal([response, request], [consent]);
    const formal = await at.tell('a', 'cam', thread, drafted, 'formal-request', text);

    const answer = { ...bodyOf['formal-answer'](), items: [await at.item(request)] };
    const answers = (body: Body<'formal-answer'>) =>
      code('b', 'pia', thread, formal, 'formal-answer', body);
    // A State hands over its own documents only.
    expect(await answers(answer)).toBe('EVIDENCE_IMPOSSIBLE');
    const items = [await at.item(response)];
    await at.tell('b', 'pia', thread, formal, 'formal-answer', { ...answer, items });
    const events = [
      ...['consent.requested', 'consent.granted', 'ca.informed'],
      ...['formal.requested', 'formal.requested', 'formal.answered'],
    ];
    for (const state of ['a', 'b'] as const)
      expect(await at.readEventTypes(state, thread)).toEqual(events);
  }, 60_000);

  it('is not used any more once the consent is taken back, also where that is not known yet', async () => {
    const { thread, response } = await at.answered();
    // Consent given with the information, unasked: the thread is evidential from then on.
    const given = { given: 'WITH_SUPPLY' } as const;
    const body = await at.consenting([response], given);
    const consent = await at.tell('b', 'pia', thread, response, 'evidence-consent', body);
    expect(await at.owed('b', thread)).toEqual(['CENTRAL_AUTHORITY_NOTICE XA']);
    const back: Body<'recall'> = { what: 'RECALL', items: [consent], reason: 'A mistake.' };
    const effect = 'What was read out stays; nothing more is used.';
    const recall = (words: Body<'recall'>, name = 'pia', to = consent) =>
      code('b', name, thread, to, 'recall', words);
    expect(await recall(back)).toBe('CONSENT_EFFECT');
    const plain = { ...back, items: [response], effect };
    expect(await recall(plain, 'pia', response)).toBe('CONSENT_EFFECT');
    expect(await recall({ ...back, effect }, 'ben')).toBe('PERMISSION_DENIED');

    // A withdrawal and a formal request cross: each State judges by what it knows.
    await at.two.a.steps.hold('open');
    const words = { ...back, effect };
    const withdrawn = await at.compose('b', 'pia', thread, consent, 'recall', words);
    await at.submit('b', 'pia', withdrawn);
    const text = await at.formal([response], [consent]);
    const formal = await at.compose('a', 'cam', thread, response, 'formal-request', text);
    await at.submit('a', 'cam', formal);
    await eventually(async () => {
      const rows = await at.two.b.sql<{ code: string }>(
        `select code from mailbox.quarantine order by id desc limit 1`,
      );
      return rows[0]?.code === 'EVIDENCE_CONSENT_NEEDED';
    });
    at.two.a.steps.resume('open');
    await at.arrived('a', withdrawn.id);
    const again = await at.formal([response], [consent]);
    expect(await code('a', 'cam', thread, response, 'formal-request', again)).toBe(
      'EVIDENCE_CONSENT_NEEDED',
    );
    for (const state of ['a', 'b'] as const)
      expect(await at.readEventTypes(state, thread)).toEqual(
        expect.arrayContaining(['consent.granted', 'consent.withdrawn']),
      );
  }, 60_000);

  it('and speaks for an accused person owes its provider a notice also where that has said so first', async () => {
    const { thread, response } = await at.answered();
    const body = await noticeOf(response);
    const notice = await at.tell('b', 'ben', thread, response, 'exculpatory-notice', body);
    const wish = { ...body, stage: 'CONSULTATION_REQUESTED' } as const;
    await at.tell('a', 'ana', thread, notice, 'exculpatory-notice', wish);
    expect(await at.isMarked('a', thread, response)).toBe(true);
    expect(await at.owed('a', thread)).toEqual([]);
    expect(await at.mark('a', 'ana', thread, response)).toEqual({ marked: true });
    expect(await at.owed('a', thread)).toEqual(['EXCULPATORY_NOTICE XA']);
  }, 60_000);

  it('that speaks for an accused person is marked for good, and its provider is owed a notice', async () => {
    const { thread, request, response } = await at.answered();
    expect(await at.mark('a', 'ana', thread, response)).toEqual({ marked: true });
    expect(await at.mark('a', 'cam', thread, response)).toEqual({ marked: false });
    // A State owes nobody a notice about its own words.
    expect(await at.mark('a', 'ana', thread, request)).toEqual({ marked: true });
    expect(await at.owed('a', thread)).toEqual(['EXCULPATORY_NOTICE XA']);
    expect(await at.row('a', thread)).toEqual({ owed: 1, awaited: 0 });
    expect(await at.isMarked('b', thread, response)).toBe(false);
    const body = await noticeOf(response);
    const notice = await at.tell('a', 'ana', thread, response, 'exculpatory-notice', body);
    expect(await at.owed('a', thread)).toEqual([]);
    expect(await owedIfRefused('a', thread, notice)).toEqual(['EXCULPATORY_NOTICE XA']);
    for (const state of ['a', 'b'] as const)
      expect(await at.isMarked(state, thread, response)).toBe(true);
    const wish = { ...body, stage: 'CONSULTATION_REQUESTED' } as const;
    const consult = (name: string, to: DocumentId) =>
      code('b', name, thread, to, 'exculpatory-notice', wish);
    expect(await consult('pia', response)).toBe('PARENT_MISMATCH');
    expect(await consult('pia', notice)).toBe('done');
    const { store } = await at.two.a.parts('requests');
    const remove = store.transaction({ step: 'test' }, (tx) =>
      tx.query('delete from cases.exculpatory_mark'),
    );
    await expect(remove).rejects.toThrow(/permission denied|STORE/);
  }, 60_000);

  it('owes the notice also where the first one, that set the mark, never arrived', async () => {
    const { thread, response } = await at.answered();
    const body = await noticeOf(response);
    const notice = await at.tell('a', 'ana', thread, response, 'exculpatory-notice', body);
    expect(await at.owed('a', thread)).toEqual([]);
    expect(await owedIfRefused('a', thread, notice)).toEqual(['EXCULPATORY_NOTICE XA']);
  }, 60_000);

  it('leaves no mark behind when it moves to another authority meanwhile', async () => {
    const { thread, response } = await at.answered();
    const { store } = await at.two.b.parts('sealer');
    const moved = (tx: Tx, to: string) =>
      tx.query('update cases.thread set authority = $2 where id = $1', [thread, to]);
    const { marking } = await store.transaction({ step: 'test' }, async (tx) => {
      await moved(tx, 'harbour-office');
      const said = codeOf(at.mark('b', 'ben', thread, response));
      await eventually(async () => {
        const waiting = await at.two.b.sql(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return waiting.length > 0;
      });
      return { marking: said };
    });
    expect(await marking).toBe('NOT_FOUND');
    await store.transaction({ step: 'test' }, (tx) => moved(tx, 'border-police'));
    expect(await at.mark('b', 'ben', thread, response)).toEqual({ marked: true });
  }, 60_000);

  it('is known to the central authority within a day; else that is an alert and on record at both, once', async () => {
    const late = await at.answered();
    const asks = async ({ thread, response }: typeof late) =>
      at.tell(
        ...(['a', 'ana', thread, response, 'evidence-consent-request'] as const),
        await at.asking(response),
      );
    const asked = await asks(late);
    const { thread } = late;
    const due = async (state: 'a' | 'b') =>
      Object.fromEntries(
        (await at.owedRows(state, thread)).map(({ what, dueAt }) => [what, dueAt]),
      );
    await eventually(async () => (await due('a'))['CENTRAL_AUTHORITY_NOTICE'] !== null);
    const [sent] = await at.two.a.sql<{ at: Date }>(
      'select delivered_at as at from cases.dispatch where id = $1',
      [asked],
    );
    const dueAt = new Date((sent?.at.getTime() ?? 0) + 24 * 3_600_000).toISOString();
    for (const state of ['a', 'b'] as const)
      expect(await due(state)).toEqual({ CENTRAL_AUTHORITY_NOTICE: dueAt, EVIDENCE_CONSENT: null });
    const good = await at.answered();
    const place = [good.thread, await asks(good)] as const;
    await at.tell('a', 'ana', ...place, 'central-authority-notice', informed());

    for (const state of ['a', 'b'] as const) {
      const gateway = at.two[state];
      const both = [[thread, good.thread]];
      const look = async (): Promise<boolean> => {
        await gateway.sql(
          `update cases.dispatch set notice_at = clock_timestamp() where evidential and thread = any ($1::uuid[])`,
          both,
        );
        gateway.steps.wake('notices');
        const open = async (which: string) =>
          gateway.sql(
            `select 1 from cases.dispatch where thread = any ($1::uuid[]) and notice_at ${which}`,
            both,
          );
        await eventually(async () => (await open('<= clock_timestamp()')).length === 0);
        return (await open('is not null')).length === 0;
      };
      const arrived = `update cases.dispatch set delivered_at = delivered_at - interval '25 hours'
        where evidential and delivered_at > clock_timestamp() - interval '1 hour' and thread = any ($1::uuid[]) returning 1 as one`;
      let shifted = 0;
      await eventually(async () => (shifted += (await gateway.sql(arrived, both)).length) === 2);
      await eventually(look);
      await eventually(look);
      const [desk, name] = state === 'a' ? [gateway.asking, 'ana'] : [gateway.asked, 'ben'];
      const alerts = async (id: ThreadId) =>
        (await desk.show(gateway.session(name), id, 'INVESTIGATION', firstPage)).alerts;
      expect(await alerts(thread)).toMatchObject([{ alert: 'NOTICE_OWED', minutes: 1_440 }]);
      expect(await alerts(good.thread)).toEqual([]);
      const said = await gateway.sql(
        `select convert_from(leaf, 'UTF8')::jsonb #> '{data}' as data from journal.event where typ = 'ca.owed'`,
      );
      expect(said).toMatchObject([{ data: { document: asked, by: 'XA', hours: 24 } }]);
    }
    await at.tell('a', 'ana', thread, asked, 'central-authority-notice', informed());
    expect(await at.owed('b', thread)).toEqual(['EVIDENCE_CONSENT XB']);
  }, 60_000);

  it('is on record one to one', async () => {
    const facts = /said: |formal|accused|central authority/;
    for (const gateway of [at.two.a, at.two.b])
      expect(await unmatched((sql) => gateway.sql(sql), facts)).toEqual({});
  });
});

// XB is hostile: it has all its keys and checks nothing before sending.
describe('a neighbour that consents as it likes', () => {
  let foe: HostileNeighbour;
  afterAll(() => foe.close());

  const judged = async (id: MessageId): Promise<string> => {
    let found = '';
    await eventually(async () => {
      const [row] = await at.two.a.sql<{ state: string; code: string | null }>(
        `select d.state, q.code from mailbox.delivery d left join mailbox.quarantine q using (link_id, message_id)
         where d.message_id = $1`,
        [id],
      );
      found = row?.code ?? row?.state ?? '';
      return found !== '' && found !== 'RECEIVED';
    });
    return found;
  };

  it('is held to what was asked, to what it has said, and to who may', async () => {
    const { thread, request, response } = await at.answered();
    const asks = await at.asking(response);
    const asked = await at.tell('a', 'ana', thread, response, 'evidence-consent-request', asks);
    foe = await HostileNeighbour.turn(at.two, 'b');
    const says = async <K extends DocumentKind>(
      name: string,
      to: DocumentId,
      kind: K,
      body: Body<K>,
    ): Promise<string> => {
      const said = await at.compose('b', name, thread, to, kind, body);
      const message = await foe.message(said, name);
      await foe.publish([message]);
      return judged(message.messageId);
    };
    const wide = await at.consenting([response, request]);
    expect(await says('pia', asked, 'evidence-consent', wide)).toBe('EVIDENCE_IMPOSSIBLE');
    const good = await at.consenting([response]);
    expect(await says('ben', asked, 'evidence-consent', good)).toMatch(/ROLE|GRANT|OFFICER|SIGNER/);
    // It cites XA's document, for which XA has not consented.
    const cites = await at.formal([request], []);
    expect(await says('pia', request, 'formal-request', cites)).toBe('EVIDENCE_CONSENT_NEEDED');
    // A consent that XA kept back does not count, even if XB learns of it.
    const given = await at.consenting([request], { given: 'WITH_SUPPLY' });
    const lost = await at.compose('a', 'cam', thread, request, 'evidence-consent', given);
    await at.submit('a', 'cam', lost);
    await at.two.a.sql(`update mailbox.outbox set outcome = 'REJECTED' where dispatch = $1`, [
      lost.id,
    ]);
    const cited = await at.formal([request], [lost.id]);
    expect(await says('pia', request, 'formal-request', cited)).toBe('EVIDENCE_IMPOSSIBLE');
    const mine = await at.asking(response);
    expect(await says('pia', response, 'evidence-consent-request', mine)).toBe(
      'EVIDENCE_IMPOSSIBLE',
    );
    expect(await says('pia', asked, 'evidence-consent', good)).toBe('OPENED');
    expect(await says('pia', asked, 'evidence-consent', good)).toBe('EVIDENCE_ANSWERED');
  }, 60_000);
});
