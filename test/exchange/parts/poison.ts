import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import type { MessageId } from '#kernel';
import { readCertificate, seal, signDetached } from '#seal';
import { canonicalJson, type Frame } from '#wire';
import { collectGarbage } from '../../instruments/garbage.js';
import { anId, HostileNeighbour } from '../../support/hostile.js';
import { eventually } from '../../support/nats.js';
import { TwoStates, type Composed } from '../../support/two-states.js';

// Number of poisonous documents; ten times as many are good. POISON=1000 is the long run.
const poisonous = Number(process.env['POISON'] ?? 12);
const harmless = poisonous * 10;
const longest = 120_000 + poisonous * 5_000;
const megabyte = 2 ** 20;

// XA is hostile, with all its keys. XB must open the good documents and quarantine the others.
describe('poison among what is good', () => {
  let two: TwoStates;
  let foe: HostileNeighbour;
  let known: Composed;

  beforeAll(async () => {
    two = await TwoStates.start();
    foe = await HostileNeighbour.turn(two, 'a');
    known = await two.request();
    const frame = await foe.message(known, 'ana');
    await foe.publish([frame]);
    await eventually(
      async () => (await stateOf([frame.messageId])).get(frame.messageId) === 'OPENED',
    );
  }, longest);
  afterAll(async () => {
    await foe.close();
    await two.stop();
  });

  async function stateOf(ids: readonly MessageId[]): Promise<ReadonlyMap<MessageId, string>> {
    const rows = await two.b.sql<{ id: MessageId; state: string }>(
      'select message_id as id, state from mailbox.delivery where message_id = any ($1)',
      [ids],
    );
    return new Map(rows.map(({ id, state }) => [id, state]));
  }

  const framed = (ciphertext: Uint8Array): Frame => ({
    ...{ messageId: anId(), part: 0, parts: 1, ciphertext, statement: false },
  });
  const sealedTo = async (gateway: TwoStates['a'], plaintext: Uint8Array): Promise<Frame> => {
    const key = gateway.state.authorityKeys.get('border-police ENFORCEMENT');
    if (key === undefined) throw new Error('no key');
    const now = new Date();
    return framed(
      (await seal(plaintext, await readCertificate(key.certificate, now), now)).ciphertext,
    );
  };
  const signed = async (document: Uint8Array): Promise<Frame> => {
    const signature = await signDetached(
      document,
      two.a.state.officer('ana').key.unlocked,
      new Date(),
    );
    return foe.message({ ...known, document, signature }, 'ana');
  };
  const text = (words: string): Uint8Array => Buffer.from(words, 'utf8');
  const parsed = async (): Promise<Record<string, unknown>> => {
    const { document } = await two.request();
    return JSON.parse(Buffer.from(document).toString('utf8')) as Record<string, unknown>;
  };

  const kinds: Readonly<Record<string, () => Promise<Frame>>> = {
    'no OpenPGP': () => Promise.resolve(framed(randomBytes(700))),
    'a message cut short': async () => {
      const { ciphertext, ...frame } = await foe.message(await two.request(), 'ana');
      return { ...frame, ciphertext: ciphertext.subarray(0, ciphertext.length / 2) };
    },
    'a message to somebody else': () => sealedTo(two.a, new Uint8Array(4_000)),
    'zeros that are no payload, as many as a frame carries': () =>
      sealedTo(two.b, new Uint8Array(400_000)),
    'a document of a thousand levels': () =>
      signed(text('{"a":'.repeat(1_000) + '1' + '}'.repeat(1_000))),
    'a document with a prototype': async () =>
      signed(text(`{"__proto__":{"kind":"request"},${JSON.stringify(await parsed()).slice(1)}`)),
    'a document that is longer than one may be': () =>
      signed(text(JSON.stringify({ a: 'x'.repeat(200_000) }))),
    'a signature over something else': async () => {
      const { signature } = await two.request();
      return foe.message({ ...(await two.request()), signature }, 'ana');
    },
    'a member that nobody knows': async () =>
      signed(canonicalJson({ ...(await parsed()), extra: 1 })),
    'a document that was opened before': () => foe.message(known, 'ana'),
    'an envelope for another message': async () =>
      foe.message(await two.request(), 'ana', {}, { frame: anId() }),
    'an envelope to another State': async () =>
      foe.message(await two.request(), 'ana', { to: two.a.state.state }),
  };

  it(
    'is quarantined once each, with a code, and refused by a receipt; all that is good is opened',
    async () => {
      const makers = Object.values(kinds);
      collectGarbage();
      const before = process.memoryUsage().rss;
      const bad = new Map<MessageId, string>();
      const good: MessageId[] = [];
      for (let i = 0; i < poisonous; i += 1) {
        const frames = [await (makers[i % makers.length] as () => Promise<Frame>)()];
        bad.set(frames[0]?.messageId as MessageId, Object.keys(kinds)[i % makers.length] ?? '');
        while (frames.length <= harmless / poisonous)
          frames.push(await foe.message(await two.request(), 'ana'));
        good.push(...frames.slice(1).map(({ messageId }) => messageId));
        // The same frame again is the same message.
        for (const frame of i % 2 === 0 ? [...frames, frames[0] as Frame] : frames.reverse())
          await foe.publish([frame]);
      }
      const judged = async (ids: readonly MessageId[], state: string): Promise<number> =>
        [...(await stateOf(ids)).values()].filter((each) => each === state).length;
      await eventually(
        async () => (await judged([...bad.keys()], 'QUARANTINED')) === bad.size,
        longest,
      );
      await eventually(async () => (await judged(good, 'OPENED')) === good.length, longest);

      const rows = await two.b.sql<{ id: MessageId; code: string }>(
        'select message_id as id, code from mailbox.quarantine where message_id = any ($1)',
        [[...bad.keys(), ...good]],
      );
      expect(rows.map(({ id }) => id).sort()).toEqual([...bad.keys()].sort());
      const codes = new Map(rows.map(({ id, code }) => [bad.get(id), code]));
      expect(Object.fromEntries(codes)).toEqual({
        'no OpenPGP': expect.stringMatching(/^SEAL_/),
        'a message cut short': expect.stringMatching(/^SEAL_/),
        'a message to somebody else': expect.stringMatching(/^SEAL_/),
        'zeros that are no payload, as many as a frame carries': expect.stringMatching(/^WIRE_/),
        'a document of a thousand levels': expect.stringMatching(/^WIRE_/),
        'a document with a prototype': expect.stringMatching(/^WIRE_/),
        'a document that is longer than one may be': expect.stringMatching(/^WIRE_/),
        'a signature over something else': expect.stringMatching(/^SEAL_SIGNATURE/),
        'a member that nobody knows': expect.stringMatching(/_INVALID$/),
        'a document that was opened before': 'DOCUMENT_REPLAYED',
        'an envelope for another message': 'ADDRESS_MISMATCH',
        'an envelope to another State': 'ADDRESS_MISMATCH',
      });
      const refused = await two.b.sql<{ id: MessageId; stage: string; code: string | null }>(
        `select message_id as id, stage, code from mailbox.receipt_due
       where message_id = any ($1) and stage in ('OPENED', 'REJECTED')`,
        [[...bad.keys(), ...good]],
      );
      const end = (ids: readonly MessageId[], stage: string) => ids.map((id) => `${id} ${stage}`);
      expect(refused.map(({ id, stage }) => `${id} ${stage}`).sort()).toEqual(
        [...end([...bad.keys()], 'REJECTED'), ...end(good, 'OPENED')].sort(),
      );
      expect(refused.filter(({ stage, code }) => stage === 'REJECTED' && code === null)).toEqual(
        [],
      );
      // No own failure and no backlog.
      expect(two.b.errors).toEqual([]);
      expect(process.memoryUsage().rss - before).toBeLessThan(400 * megabyte);
    },
    longest,
  );
});
