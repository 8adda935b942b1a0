import type { JsMsg } from '@nats-io/jetstream';
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { Border } from './border.js';
import type { Records } from './database.js';
import { open } from './envelope.js';
import { join, split } from './frames.js';
import { Gathered } from './gathered.js';
import type { SideSettings } from './settings.js';

const most = 64;

export async function answering(
  { keys }: SideSettings,
  records: Records,
  border: Border,
): Promise<void> {
  const signer = createPrivateKey(keys.sign);
  const sender = createPublicKey(keys.verify);
  const receiver = createPrivateKey(keys.box);
  const receipts = new Gathered<Buffer>(most, (signed) => border.publish(join(signed)));
  const inbox = new Gathered<JsMsg>(most, async (messages) => {
    const rows = messages
      .flatMap(({ data }) => split(Buffer.from(data.buffer, data.byteOffset, data.byteLength)))
      .map((bytes) => ({ id: open(bytes, sender, receiver).toString('latin1', 0, 36), bytes }));
    await records.add('inbox', rows);
    for (const message of messages) message.ack();
    const ids = Buffer.from(rows.map(({ id }) => id).join('\n'));
    receipts.add(join([sign(null, ids, signer), ids]));
  });
  await border.consume((message) => inbox.add(message));
}
