import type { JsMsg } from '@nats-io/jetstream';
import { createPrivateKey, createPublicKey, randomBytes, randomUUID, verify } from 'node:crypto';
import type { Border } from './border.js';
import type { Records, Row } from './database.js';
import { seal } from './envelope.js';
import { join, split } from './frames.js';
import { Gathered } from './gathered.js';
import type { SideSettings } from './settings.js';

const documentBytes = 1_024;
const most = 64;

export async function asking(
  { keys }: SideSettings,
  records: Records,
  border: Border,
): Promise<() => Promise<void>> {
  const signer = createPrivateKey(keys.sign);
  const peer = createPublicKey(keys.verify);
  const receiver = createPublicKey(keys.box);
  const open = new Map<string, () => void>();

  const frames = new Gathered<Buffer>(most, (sealed) => border.publish(join(sealed)));
  const outbox = new Gathered<{ id: string; document: Buffer }>(most, async (items) => {
    const rows = items.map(({ id, document }) => ({ id, bytes: seal(document, signer, receiver) }));
    await records.add('outbox', rows);
    frames.add(...rows.map(({ bytes }) => bytes));
  });
  const receipts = new Gathered<JsMsg>(most, async (messages) => {
    const rows: Row[] = messages
      .flatMap(({ data }) => split(Buffer.from(data.buffer, data.byteOffset, data.byteLength)))
      .flatMap((receipt) => {
        const [signature, ids] = split(receipt);
        if (signature === undefined || ids === undefined || !verify(null, ids, peer, signature))
          throw new Error('not a receipt of the peer');
        return ids
          .toString('latin1')
          .split('\n')
          .map((id) => ({ id, bytes: signature }));
      });
    await records.add('receipt', rows);
    for (const message of messages) message.ack();
    for (const { id } of rows) {
      open.get(id)?.();
      open.delete(id);
    }
  });
  await border.consume((message) => receipts.add(message));
  return () =>
    new Promise((done) => {
      const id = randomUUID();
      open.set(id, done);
      const document = Buffer.concat([Buffer.from(id), randomBytes(documentBytes - id.length)]);
      outbox.add({ id, document });
    });
}
