import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import {
  parseDocumentId,
  parseThreadId,
  timestamp,
  type Document,
  type MessageId,
  type Receipt,
  type ThreadId,
} from '#kernel';
import { subjectLimits } from '#capabilities/data-subjects/data-subjects.lists';
import { asDataProtectionOfficer } from '#access';
import { inclusionProofOf, leafHash, makeSigner, rootOf, signCheckpoint } from '#tlog';
import { canonicalJson, decodeDocument } from '#wire';
import { aHash } from '../../support/builders.js';
import { HostileNeighbour, type Chosen } from '../../support/hostile.js';
import { eventually } from '../../support/nats.js';
import { insertRows } from '../../support/rows.js';
import { TwoStates } from '../../support/two-states.js';

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

// XB is hostile, with all its keys: a question may not cost XA more than it costs XB.
describe('a neighbour that asks and receipts as it likes', () => {
  let two: TwoStates;
  let foe: HostileNeighbour;
  let thread: ThreadId;
  let person: ThreadId;

  beforeAll(async () => {
    two = await TwoStates.start(undefined, {
      officers: { dan: ['DATA_PROTECTION_OFFICER'] },
      asking: { pat: ['DATA_PROTECTION_OFFICER'] },
    });
    ({ thread } = await two.a.submit.submitDocument(two.a.session('ana'), await two.request()));
    const ask = await two.compose(two.a.state, two.b.state, 'pat', {
      kind: 'data-subject-request',
    });
    const pat = asDataProtectionOfficer(two.a.session('pat'));
    ({ thread: person } = await two.a.submit.submitDocument(pat, ask));
    await two.a.reached(thread, 'OPENED');
    foe = await HostileNeighbour.turn(two, 'b');
  }, 60_000);
  afterAll(async () => {
    await foe.close();
    await two.stop();
  });

  async function codeOf(id: MessageId): Promise<string> {
    let code = '';
    await eventually(async () => {
      const [row] = await two.a.sql<{ state: string; code: string | null }>(
        `select d.state, q.code from mailbox.delivery d left join mailbox.quarantine q using (link_id, message_id)
         where d.message_id = $1`,
        [id],
      );
      code = row?.code ?? row?.state ?? '';
      return code !== '' && code !== 'RECEIVED';
    });
    return code;
  }

  async function statements(): Promise<number> {
    const [row] = await two.a.sql<{ count: string }>(
      'select count(*) from mailbox.outbox where statement',
    );
    return Number(row?.count);
  }

  const beside = 8;

  async function settledStatements(): Promise<number> {
    let [before, now] = [-1, await statements()];
    while (before !== now) {
      await pause(2_000);
      [before, now] = [now, await statements()];
    }
    return now;
  }

  type Sent = { readonly id: MessageId; readonly sha: Receipt['ciphertextSha256'] };
  type Ending = 'DELIVERED' | 'OPENED' | 'REJECTED';
  const code = (stage: Ending) => (stage === 'REJECTED' ? 'SEAL_OPEN_FAILED' : null);
  const typ = { DELIVERED: 'msg.received', OPENED: 'msg.accepted', REJECTED: 'msg.rejected' };

  function receiptsOf(of: Sent, rows: readonly (readonly [Ending, number])[]) {
    const leaves = rows.map(([stage]) =>
      canonicalJson({
        ...{ typ: typ[stage], reason: code(stage) },
        obj: [
          { role: 'ciphertext', size: 1, sha256: of.sha },
          { role: 'both', size: 1, sha256: of.sha },
        ],
        data: { messageId: of.id },
      }),
    );
    const hashes = leaves.map(leafHash);
    const key = two.b.state.noteKeys.get('log');
    if (key === undefined) throw new Error('no log key');
    const origin = 'xb.example/log';
    const point = { origin, size: leaves.length, root: rootOf(hashes) };
    const note = signCheckpoint(point, makeSigner(origin, key, 'note'));
    const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
    return {
      checkpoint: Buffer.from(note).toString(),
      receipts: rows.map(([stage, rseq], index): Receipt => ({
        ...{ rseq, messageId: of.id, stage, code: code(stage), ciphertextSha256: of.sha },
        ...{ at: timestamp(new Date()), leaf: base64(leaves[index] ?? Buffer.of()) },
        ...{ index, proof: inclusionProofOf(hashes, index).map(base64) },
      })),
    };
  }
  function receipt(
    of: Sent,
    stage: Ending,
    rseq: number,
  ): { receipt: Receipt; checkpoint: string } {
    const { checkpoint, receipts } = receiptsOf(of, [[stage, rseq]]);
    const [only] = receipts;
    if (only === undefined) throw new Error('no receipt');
    return { checkpoint, receipt: only };
  }

  async function outbox(of: ThreadId) {
    const [row] = await two.a.sql<{
      id: MessageId;
      sha: Receipt['ciphertextSha256'];
      state: string;
    }>(
      `select message_id as id, ciphertext_sha256 as sha, state from mailbox.outbox where thread = $1`,
      [of],
    );
    if (row === undefined) throw new Error('no row');
    return row;
  }

  const about = ({ id, sha }: Sent) => ({ messageId: id, ciphertextSha256: sha });

  const batch = (checkpoint: string, receipts: readonly Receipt[]) =>
    foe.statement('receipt-batch', { checkpoint, receipts, objects: [] }, { purpose: 'receipts' });

  async function judged(
    rows: readonly (readonly [
      who: string,
      document: Partial<Document>,
      chosen: Chosen,
      code: string,
    ])[],
  ): Promise<void> {
    const said: MessageId[] = [];
    for (const [who, document, chosen, code] of rows) {
      const composed = await two.compose(two.b.state, two.a.state, who, document);
      const { recipientKeys } = decodeDocument(composed.document);
      const frame = await foe.message(composed, who, { recipientKeys }, chosen);
      said.push(frame.messageId);
      await foe.publish([frame]);
      expect([who, document.kind, await codeOf(frame.messageId)]).toEqual([
        who,
        document.kind,
        code,
      ]);
    }
    // The next count needs the two receipts of each, made by then.
    await eventually(async () => {
      const [row] = await two.a.sql<{ count: string }>(
        'select count(*) from mailbox.receipt_out where message_id = any ($1)',
        [said],
      );
      return Number(row?.count) === 2 * said.length;
    });
  }

  it('answers about a person by no officer but one for that, in no other thread, to no other key', async () => {
    const place = (of: ThreadId) => ({ thread: of, inReplyTo: parseDocumentId(of) });
    const kind = 'data-subject-answer';
    const theirs = { compartment: 'DATA_PROTECTION' } as const;
    const key = two.a.state.authorityKeys.get('border-police ENFORCEMENT')?.fingerprint;
    const desk = key === undefined ? {} : { recipientKeys: [key] };
    await judged([
      ['ben', { kind, ...place(person) }, theirs, 'OFFICER_ROLE_MISSING'],
      ['dan', { kind, ...place(thread) }, theirs, 'PARENT_MISMATCH'],
      [
        'ben',
        { kind: 'acknowledgement', ...place(person), body: { note: '' } },
        {},
        'PARENT_MISMATCH',
      ],
      ['dan', { kind: 'data-subject-request', ...desk }, {}, 'RECIPIENT_MISMATCH'],
      ['dan', { kind, ...place(person), ...desk }, {}, 'RECIPIENT_MISMATCH'],
      ['dan', { kind, ...place(person) }, theirs, 'OPENED'],
    ]);
  }, 60_000);

  it('closes no message by a receipt under a number that another receipt has, or by two that say two things', async () => {
    const second = await two.a.submit.submitDocument(two.a.session('ana'), await two.request());
    await two.a.reached(second.thread, 'RELAYED');
    const of = await outbox(second.thread);
    const true_ = receipt(of, 'OPENED', 900);
    const twice = await batch(true_.checkpoint, [true_.receipt, { ...true_.receipt }]);
    await foe.publish([twice]);
    expect(await codeOf(twice.messageId)).toBe('RECEIPT_INVALID');
    const old = receipt(of, 'OPENED', 1);
    const reused = await batch(old.checkpoint, [old.receipt]);
    await foe.publish([reused]);
    expect(await codeOf(reused.messageId)).toBe('RECEIPT_INVALID');
    // OPENED and REFUSED for the same message: without a check, chance would decide which one counts.
    const { checkpoint, receipts } = receiptsOf(of, [
      ['OPENED', 901],
      ['REJECTED', 902],
    ]);
    const both = await batch(checkpoint, receipts);
    await foe.publish([both]);
    expect(await codeOf(both.messageId)).toBe('RECEIPT_INVALID');
    expect((await outbox(second.thread)).state).toBe('RELAYED');
    const good = await batch(true_.checkpoint, [true_.receipt]);
    await foe.publish([good]);
    expect(await codeOf(good.messageId)).toBe('OPENED');
    expect((await outbox(second.thread)).state).toBe('CLOSED');
  }, 60_000);

  it('closes no message by a receipt whose leaf is not in its log, or is about another one', async () => {
    const { thread: third } = await two.a.submit.submitDocument(
      two.a.session('ana'),
      await two.request(),
    );
    await two.a.reached(third, 'RELAYED');
    const of = await outbox(third);
    const { checkpoint, receipt: right } = receipt(of, 'OPENED', 910);
    const other = receipt(await outbox(thread), 'OPENED', 910);
    const flawed = [
      await batch(other.checkpoint, [right]),
      await batch(other.checkpoint, [{ ...other.receipt, ...about(of) }]),
    ];
    await foe.publish(flawed);
    const codes = [];
    for (const { messageId } of flawed) codes.push(await codeOf(messageId));
    expect(codes).toEqual(['TREE_PROOF_INVALID', 'RECEIPT_INVALID']);
    expect((await outbox(third)).state).toBe('RELAYED');
    const good = await batch(checkpoint, [right]);
    await foe.publish([good]);
    expect(await codeOf(good.messageId)).toBe('OPENED');
    expect((await outbox(third)).state).toBe('CLOSED');
  }, 60_000);

  it('closes no message by a receipt about other bytes than those that left', async () => {
    const { thread: fourth } = await two.a.submit.submitDocument(
      two.a.session('ana'),
      await two.request(),
    );
    await two.a.reached(fourth, 'RELAYED');
    const of = await outbox(fourth);
    const { checkpoint, receipt: other } = receipt({ ...of, sha: aHash('other') }, 'OPENED', 920);
    const false_ = await batch(checkpoint, [other]);
    await foe.publish([false_]);
    expect(await codeOf(false_.messageId)).toBe('RECEIPT_UNKNOWN_MESSAGE');
    expect((await outbox(fourth)).state).toBe('RELAYED');
    const right = receipt(of, 'OPENED', 921);
    const good = await batch(right.checkpoint, [right.receipt]);
    await foe.publish([good]);
    expect(await codeOf(good.messageId)).toBe('OPENED');
    expect((await outbox(fourth)).state).toBe('CLOSED');
  }, 60_000);

  it('hears of 64 of its holes at a time, however many it asks for, however often', async () => {
    const messages = Array.from({ length: 256 }, (_, i) => ({
      ...{ link_id: two.linkId, seq: 5001 + i, message_id: randomBytes(16).toString('hex') },
    }));
    await insertRows(
      two.a,
      'mailbox.chain',
      messages.map((each) => ({ ...each, direction: 'OUT', outcome: 'SEALED' })),
    );
    await insertRows(
      two.a,
      'mailbox.outbox',
      messages.map((each) => ({ ...each, state: 'CLOSED', priority: 1, outcome: 'OPENED' })),
    );
    const before = await settledStatements();
    const begun = performance.now();
    const seqs = Array.from({ length: 256 }, (_, i) => 5001 + i);
    for (let i = 0; i < 4; i += 1)
      await foe.publish([await foe.statement('resend-request', { seqs, directoryFrom: null })]);
    await eventually(async () => (await statements()) >= before + 64);
    await pause(1_500);
    const times = 1 + Math.floor((performance.now() - begun) / 4_000);
    expect(await statements()).toBeLessThanOrEqual(before + 64 + beside * times);
  }, 60_000);

  it('gets the directory again once in some seconds, however often it asks', async () => {
    await two.a.sql('delete from mailbox.void_due');
    await pause(4_500);
    const before = await statements();
    const begun = performance.now();
    for (let i = 0; i < 48; i += 1) {
      await foe.publish([await foe.statement('resend-request', { seqs: [], directoryFrom: 0 })]);
      await pause(50);
    }
    await eventually(async () => (await statements()) > before);
    const times = 1 + Math.floor((performance.now() - begun) / 4_000);
    expect(await statements()).toBeLessThanOrEqual(before + beside * times);
  }, 60_000);

  it('keeps no answered ask longer by taking it back again and again', async () => {
    const id = parseDocumentId(v7());
    const place = { thread: parseThreadId(id), inReplyTo: id };
    const theirs = { compartment: 'DATA_PROTECTION' } as const;
    const kind = 'data-subject-withdrawal';
    const ask = { kind: 'data-subject-request', id, thread: place.thread } as const;
    await judged([['dan', ask, theirs, 'OPENED']]);
    await two.a.sql(`update cases.thread set state = 'ANSWERED' where id = $1`, [place.thread]);
    await judged([
      ['dan', { kind, ...place }, theirs, 'OPENED'],
      ['dan', { kind, ...place }, theirs, 'TRANSITION_NOT_ALLOWED'],
    ]);
  }, 60_000);

  it('asks about no more persons than somebody can look at, and taking asks back makes no room at once', async () => {
    const theirs = { compartment: 'DATA_PROTECTION' } as const;
    const ask = { kind: 'data-subject-request' } as const;
    const [asked] = await two.a.sql<{ n: number }>(
      `select count(*)::int as n from cases.thread where side = 'ASKED'`,
    );
    await insertRows(
      two.a,
      'cases.thread',
      Array.from({ length: subjectLimits.asksOpen - (asked?.n ?? 0) }, () => ({
        ...{ compartment: 'DATA_PROTECTION', side: 'ASKED', request_type: 'DATA_SUBJECT_REQUEST' },
        ...{ peer_authority: 'border-police', link_id: two.linkId, state: 'WITHDRAWN' },
      })),
    );
    await judged([['dan', ask, theirs, 'SUBJECT_ASKS_OPEN']]);
    await two.a.sql(
      `update cases.thread set opened_at = clock_timestamp() - interval '2 days' where key_wrapped is null`,
    );
    await judged([['dan', ask, theirs, 'OPENED']]);
    await two.a.sql('delete from cases.thread where key_wrapped is null');
  }, 60_000);

  it('fills no disk of ours by taking nothing', async () => {
    const answer = await two.response(thread, parseDocumentId(thread));
    const frame = await foe.message(answer, 'ben');
    await foe.publish([frame]);
    expect(await codeOf(frame.messageId)).toBe('OPENED');
    await two.a.stopExchange();
    await insertRows(
      two.a,
      'mailbox.outbox',
      Array.from({ length: 40 }, () => ({
        ...{ link_id: two.linkId, statement: true, state: 'SEALED', priority: 1 },
        message_id: randomBytes(16).toString('hex'),
        ...{ ciphertext: Buffer.from([0]), ciphertext_sha256: '0'.repeat(64) },
      })),
    );
    // Writes that were under way may still be added, and no more.
    await pause(1_100);
    const before = await statements();
    for (let i = 0; i < 4; i += 1) {
      await two.a.sql('update mailbox.receipt_out set send_after = clock_timestamp()');
      await pause(1_100);
    }
    expect(await statements()).toBe(before);
  }, 60_000);
});
