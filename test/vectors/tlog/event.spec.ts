import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseEventId, parseLinkId, parseMessageId, parseSha256, parseStateCode } from '#kernel';
import { verifyLeaf, type EventObject } from '#journal';
import { formLeaf, eventKeyId } from '../../../libs/journal/src/leaf/leaf.js';
import { testConfig } from '../../support/journal.js';
import { testKey } from '../../support/tlog.js';

const file = (name: string): Buffer => readFileSync(new URL(name, import.meta.url));
const bytes = file('event.leaf');
const key = testKey(Buffer.alloc(32, 3));
const publicKey = createPublicKey(key);

describe('the example of an event', () => {
  it('is signed by the service it names, and by nobody else when one byte differs', () => {
    expect(verifyLeaf(bytes, publicKey).typ).toBe('msg.received');
    const other = Buffer.from(bytes.toString().replace('"parts":1', '"parts":2'));
    expect(() => verifyLeaf(other, publicKey)).toThrow('LEAF_SIGNATURE_INVALID');
  });

  // The form allows it, for another State's software without SHA-512.
  const withoutSha512 = {
    role: 'ciphertext',
    size: 4711,
    sha256: parseSha256('9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'),
  } as EventObject;

  it('is made again byte for byte: a change of form is a decision', () => {
    const { leaf } = formLeaf(
      {
        typ: 'msg.received',
        channel: {
          link: parseLinkId('b1b1bdb480c61d075300d9bff7d9cb69'),
          peer: parseStateCode('XB'),
          dir: 'IN',
          seq: null,
        },
        obj: [withoutSha512],
        data: { messageId: parseMessageId('f458b6a682ef8bba4c69469e3bb6d425'), parts: 1 },
      },
      {
        origin: 'audit.a.example/2026',
        service: 'exchange',
        version: '0.1.0',
        config: testConfig,
        key,
        keyId: eventKeyId(key),
        pseudonyms: undefined,
      },
      {
        id: parseEventId('019ca945-0a00-7000-8000-000000000001'),
        at: new Date('2026-03-01T12:00:00.000Z'),
        prev: null,
        anchor: { own: { size: 6, root: `${'00'.repeat(31)}01` }, peer: null },
        offsetMs: [-20, 35],
      },
    );
    expect(leaf.toString()).toBe(bytes.toString());
  });

  it('stands in the specification, and so does every kind of event', () => {
    const text = file('../../../proto/custody-log.md').toString();
    expect(text).toContain(bytes.toString());
    const map = file('../../../libs/journal/src/events/events.ts').toString();
    const body = /interface EventData \{([\s\S]*?)\n\}/.exec(map)?.[1] ?? '';
    const types = [...body.matchAll(/^ {2}'([a-z.]+)':/gm)].map(([, typ = '']) => typ);
    const page = file('../../../proto/custody-events.md').toString();
    const documentedTypes = [...page.matchAll(/^- `([a-z]+\.[a-z.]+)`: /gm)].map(
      ([, typ = '']) => typ,
    );
    expect(types.length).toBeGreaterThan(20);
    expect(documentedTypes.sort()).toEqual(types.sort());
  });
});
