import { beforeAll, describe, expect, it } from '@jest/globals';
import { ReadRecalls } from '#capabilities/disclosure/recalls/recalls.queries';
import type { Body, Document, DocumentId, ThreadId } from '#kernel';
import { composed, type Composed } from '../../support/documents.js';
import { Forwarding, handled, type Item } from '../fixtures/forwarding.js';
import { eventually } from '../../support/nats.js';
import { codeOf } from '../fixtures/recalling.js';
import type { ThreeStates } from '../fixtures/three-states.js';
import { harbour } from '../fixtures/transfers.js';
import { sharedLine } from './line.js';

const free = handled('H0');
const strict = { codes: ['H0', 'H1'], restrictions: '', retentionMonths: 2 } as const;
const complied: Body<'recall-answer'> = { outcome: 'COMPLIED', reason: '' };
type Narrowed = Body<'recall'>['handling'];
const narrowing = ({ id }: Composed, handling: Narrowed = strict): Body<'recall'> => ({
  ...{ what: 'NARROW', items: [id], reason: 'A witness.', handling },
});

describe('a narrowing of what another desk has handed on', () => {
  let three: ThreeStates;
  let acts: Forwarding;
  beforeAll(async () => {
    three = await sharedLine();
    acts = new Forwarding(three);
  }, 90_000);

  const handedOn = async (handling: Document['handling']): Promise<[Item, Composed]> => {
    const item = await acts.received({ handling: free });
    return [item, await acts.forward(item, undefined, { handling })];
  };
  const narrowed = async (forward: Composed, to?: Narrowed): Promise<void> => {
    const { b, c } = three;
    const place = { thread: forward.id as unknown as ThreadId, inReplyTo: forward.id };
    const onward = await three.onward({ kind: 'recall', ...place, body: narrowing(forward, to) });
    await b.submit.submitDocument(b.session('ben'), onward);
    await three.arrived(c, onward.id);
    const said = { kind: 'recall-answer', ...place, inReplyTo: onward.id, body: complied } as const;
    const sent = await three.back(said);
    await c.answer.submitDocument(c.session('ben'), sent);
    await three.arrived(b, sent.id);
  };
  const narrowedAtHarbour = async (
    { sent, thread }: Item,
    handling?: Narrowed,
  ): Promise<() => Promise<string>> => {
    const { a, b } = three;
    const away = { authority: harbour, reason: 'In port.' };
    await acts.says('ben', { sent, thread }, sent.id, 'transfer-notice', away);
    for (const [gateway, column] of [
      [a, 'peer_authority'],
      [b, 'authority'],
    ] as const)
      await eventually(async () => {
        const sql = `select 1 from cases.thread where id = $1 and ${column} = $2`;
        return (await gateway.sql(sql, [thread, harbour])).length === 1;
      });
    const to = { state: b.state.state, authority: harbour };
    const body = narrowing(sent, handling);
    const place = { thread, inReplyTo: sent.id, kind: 'recall', body } as const;
    const recall = await three.between('ana', { to }, place);
    await a.submit.submitDocument(a.session('ana'), recall);
    await three.arrived(b, recall.id);
    return () => codeOf(hal(thread, recall.id));
  };
  const hal = async (thread: ThreadId, inReplyTo: DocumentId): Promise<void> => {
    const { a, b, links } = three;
    const states = { from: b.state, to: a.state, name: 'hal' };
    const answer = { thread, inReplyTo, kind: 'recall-answer', body: complied } as const;
    await b.answer.submitDocument(b.session('hal'), await composed(links[0], states, answer));
  };

  it('is complied with at once where its holder keeps to as much already', async () => {
    const [strictly] = await handedOn({ ...free, ...strict });
    expect(await (await narrowedAtHarbour(strictly))()).toBe('done');
    const [before, forward] = await handedOn(free);
    await narrowed(forward);
    expect(await (await narrowedAtHarbour(before))()).toBe('done');
  }, 60_000);

  it('is judged by all that its holder keeps to, not by the last that was said of it', async () => {
    const [item, forward] = await handedOn(free);
    await narrowed(forward, { ...strict, tlp: 'RED' });
    // Without a mark the earlier one counts.
    await narrowed(forward, { ...strict, retentionMonths: 1 });
    expect(await (await narrowedAtHarbour(item, { ...strict, tlp: 'RED' }))()).toBe('done');
  }, 60_000);

  it('is owed anew to a holder that refused it, however strict this State is with itself by it', async () => {
    const { b, c } = three;
    const [item, forward] = await handedOn(free);
    await three.arrived(c, forward.id);
    const recall = await acts.says('ana', item, item.sent.id, 'recall', narrowing(item.sent));
    const place = { thread: forward.id as unknown as ThreadId, inReplyTo: forward.id };
    const elsewhere = 'update cases.thread set peer_authority = $2 where id = $1';
    await c.sql(elsewhere, [place.thread, 'nobody']);
    const refused = await three.onward({ kind: 'recall', ...place, body: narrowing(forward) });
    await b.submit.submitDocument(b.session('ben'), refused);
    await eventually(async () => {
      const end = `select 1 from mailbox.outbox where dispatch = $1 and outcome = 'REJECTED'`;
      return (await b.sql(end, [refused.id])).length === 1;
    });
    await c.sql(elsewhere, [place.thread, b.session('ben').authority]);
    const view = b.inbox.get(ReadRecalls);
    const page = { limit: 50, after: null, all: false };
    const { recalls } = await view.listRecalls(b.session('ben'), page, 'INVESTIGATION');
    const shown = recalls.find((each) => each.recall === recall.id);
    expect(shown).toMatchObject({ passOn: [place.thread], told: [] });
    const comply = () => codeOf(acts.says('ben', item, recall.id, 'recall-answer', complied));
    expect(await comply()).toBe('RECALL_NOT_PASSED_ON');
    await narrowed(forward);
    expect(await comply()).toBe('done');
  }, 60_000);

  it('waits for a holder who keeps to less, until that one has said so', async () => {
    const [item, forward] = await handedOn({ ...free, codes: ['H0', 'H1'] });
    const comply = await narrowedAtHarbour(item);
    expect(await comply()).toBe('RECALL_NOT_PASSED_ON');
    await narrowed(forward);
    expect(await comply()).toBe('done');
  }, 60_000);
});
