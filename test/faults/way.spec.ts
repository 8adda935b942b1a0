import { aDocumentId, aHash, aThreadId } from '../support/builders.js';
import type { SignedOne } from '../support/office.js';
import { History } from './history.js';
import { checkWay, type End, type Filed, type Sent } from './way.js';

interface Link {
  readonly seq: number;
  readonly message_id: string;
  readonly hash: string;
  readonly prev: string | null;
}
interface Facts {
  filed: Filed[];
  sent: Sent[];
  out: Link[];
  came: Link[];
}

const body = { document: '', signature: '', uploads: [] };
const written = (n: number): SignedOne => ({
  ...{ id: aDocumentId(`d${n}`), thread: aThreadId('t'), kind: n === 0 ? 'request' : 'withdrawal' },
  ...{ sha256: aHash(`d${n}`), body },
});
const documents = [written(0), written(1)];

function history(): History {
  const all = new History();
  for (const [n, each] of documents.entries()) {
    all.attempt({ from: 'XA', client: 'XA.0', n, attached: false }, each);
    all.acknowledged.add(each.id);
  }
  return all;
}

const stages = ['DELIVERED', 'OPENED'].map((stage) => ({ stage, times: 1, texts: 1 }));
const link = (seq: number): Link => ({
  ...{ seq, message_id: `m${seq}`, hash: `h${seq}` },
  prev: seq === 1 ? null : `h${seq - 1}`,
});

const good = (): Facts => ({
  filed: documents.map(({ id, thread, kind, sha256 }) => ({
    ...{ id, thread, kind, sha: sha256, openings: 1, accepted: 1 },
  })),
  sent: documents.map(({ id }) => ({ id, state: 'CLOSED', outcome: 'OPENED', stages })),
  out: [link(1), link(2)],
  came: [link(1), link(2)],
});

async function verdict(change: (facts: Facts) => void) {
  const facts = good();
  change(facts);
  const answer = (sql: string, [direction]: readonly unknown[] = []): object[] => {
    if (sql.includes('mailbox.chain')) return direction === 'OUT' ? facts.out : facts.came;
    return sql.includes('from cases.dispatch') ? facts.filed : facts.sent;
  };
  const end = (state: string): End => ({
    state,
    rows: <R extends object>(sql: string, params?: readonly unknown[]) =>
      Promise.resolve(answer(sql, params) as R[]),
  });
  const { lost, duplicated, phantoms, unreceipted, wrong } = await checkWay(
    end('XA'),
    end('XB'),
    history(),
  );
  return { lost, duplicated, phantoms, unreceipted, wrong };
}

const none = { lost: [], duplicated: [], phantoms: [], unreceipted: [], wrong: [] };
const [first, second] = documents.map(({ id }) => id);

// Tests that the checker itself can fail.
describe('the checker of a campaign', () => {
  it('finds nothing where all is well', async () => {
    expect(await verdict(() => undefined)).toEqual(none);
  });

  it.each<[string, (facts: Facts) => void, object]>([
    ['a lost document', ({ filed }) => filed.pop(), { lost: [second] }],
    [
      'one opened twice',
      ({ filed }) => filed.splice(0, 1, { ...good().filed[0], openings: 2 } as Filed),
      { duplicated: ['XA.0-0 request'] },
    ],
    [
      'one with other bytes',
      ({ filed }) => filed.splice(0, 1, { ...good().filed[0], sha: 'x' } as Filed),
      { phantoms: ['XA.0-0 request'] },
    ],
    [
      'one that nobody wrote',
      ({ filed }) => filed.push({ ...good().filed[0], id: aDocumentId('x') } as Filed),
      { phantoms: [aDocumentId('x')] },
    ],
    [
      'a missing receipt',
      ({ sent }) => sent.splice(0, 1, { ...good().sent[0], stages: stages.slice(1) } as Sent),
      { unreceipted: [first] },
    ],
    [
      'a second receipt of one stage',
      ({ sent }) =>
        sent.splice(1, 1, {
          ...good().sent[1],
          stages: stages.map((each) => ({ ...each, times: 2 })),
        } as Sent),
      { unreceipted: [second] },
    ],
    [
      'a row that is still open',
      ({ sent }) => sent.splice(0, 1, { ...good().sent[0], state: 'RELAYED' } as Sent),
      { wrong: ['XA.0-0 request: RELAYED OPENED'] },
    ],
    [
      'another order in a thread',
      ({ filed }) => filed.reverse(),
      { wrong: ['thread XA.0-1: out of order'] },
    ],
    [
      'a hole in the numbers',
      ({ out, came }) => [out.pop(), came.pop(), out.push(link(3)), came.push(link(3))],
      { wrong: ['chain of XA: broken at 3'] },
    ],
    [
      'a number that never came',
      ({ came }) => came.pop(),
      { wrong: ['chain at XB: another message than sent, or none, at 2'] },
    ],
    [
      'a number that was never sent',
      ({ came }) => came.push(link(3)),
      { wrong: ['chain at XB: 3 is unknown to XA'] },
    ],
  ])('finds %s', async (_, change, found) => {
    expect(await verdict(change)).toEqual({ ...none, ...found });
  });
});
