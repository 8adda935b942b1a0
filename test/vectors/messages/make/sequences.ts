import { parseMessageId, timestamp, type MessageId } from '#kernel';
import { aHash, aReceipt } from '../../../support/builders.js';
import type { TestState } from '../../../support/test-state.js';
import { batchOf, frameOf, junk, type Forged, type Forger } from './forger.js';
import { refused, Scene, unread } from './scene.js';

const renamed = (message: Forged, id: MessageId): Forged => ({ ...message, id });

export async function sequences(forger: Forger, third: TestState): Promise<Scene[]> {
  return [
    ...publishes(),
    ...(await repeated(forger)),
    ...(await ordered(forger)),
    ...(await threads(forger)),
    ...(await statements(forger, third)),
  ];
}

function publishes(): Scene[] {
  const one = { refused: [unread()] };
  return [
    new Scene('batch-junk', 'Bytes that are no batch.').comes(junk(300), one),
    new Scene('batch-unknown-version', 'A batch of version 2.').comes(
      Buffer.from('0802', 'hex'),
      one,
    ),
    new Scene('batch-oversized', 'A publish longer than 512 KiB.').comes(junk(16), one, 512 * 1024),
    new Scene('batch-nothing', 'A publish without a byte.').comes(new Uint8Array(), one),
  ];
}

async function repeated(forger: Forger): Promise<Scene[]> {
  const once = await forger.message();
  const both = await forger.message();
  const [first, other] = [await forger.message(), await forger.message()];
  const [left, right] = [await forger.message(), await forger.message()];
  const genuine = await forger.message();
  const elsewhere = renamed(genuine, forger.newId());
  const original = await forger.message();
  const replay = await forger.message({ document: { id: original.document } });
  const numbered = await forger.message();
  const sameNumber = await forger.message({ envelope: { seq: forger.lastSeq } });
  const statementLike = await forger.message();
  return [
    new Scene('duplicated', 'The same frame three times: filed once.')
      .opens(once)
      .again(once)
      .again(once),
    new Scene('duplicated-in-one-batch', 'The same frame twice in one publish: filed once.').comes(
      batchOf(frameOf(both), frameOf(both)),
      { opened: [both.id] },
    ),
    new Scene('message-id-reused', 'Another message under an id that came before.')
      .opens(first)
      .refuses(renamed(other, first.id), 'MESSAGE_ID_REUSED'),
    new Scene(
      'message-id-reused-in-one-batch',
      'Two messages under one id in one publish: the first counts, the other is kept as evidence.',
    ).comes(batchOf(frameOf(left), frameOf(renamed(right, left.id))), {
      opened: [left.id],
      refused: [refused(left, 'MESSAGE_ID_REUSED')],
    }),
    new Scene(
      'replayed-under-another-id',
      'A message whose frame names another id than its envelope; then the same as it was sent.',
    )
      .refuses(elsewhere, 'ADDRESS_MISMATCH')
      .opens(genuine)
      .refuses(renamed(genuine, forger.newId()), 'ADDRESS_MISMATCH'),
    new Scene('replayed-in-another-envelope', 'A document that came before, in a new envelope.')
      .opens(original)
      .refuses(replay, 'DOCUMENT_REPLAYED'),
    new Scene('number-used-twice', 'Two messages with the same number of the link.')
      .opens(numbered)
      .refuses(sameNumber, 'SEQUENCE_REUSED'),
    new Scene(
      'marked-as-statement',
      'A document in a frame that is marked as a statement.',
    ).refuses({ ...statementLike, statement: true }, 'WIRE_NOT_CANONICAL'),
  ];
}

async function ordered(forger: Forger): Promise<Scene[]> {
  const request = await forger.message();
  const withdrawal = await forger.withdrawal(request);
  const [second, third] = [await forger.message(), await forger.message()];
  const split = await forger.message();
  const half = Math.floor(split.ciphertext.length / 2);
  const part = (n: number) =>
    batchOf({
      ...frameOf(split),
      ...{ part: n, parts: 2 },
      ciphertext: n === 0 ? split.ciphertext.subarray(0, half) : split.ciphertext.subarray(half),
    });
  const far = await forger.message({ envelope: { seq: Number.MAX_SAFE_INTEGER } });
  const ahead = await forger.message({
    envelope: { directory: { version: forger.from.point().version + 1, head: aHash('ahead') } },
  });
  return [
    new Scene(
      're-ordered-thread',
      'A withdrawal before its request: it waits, and is filed after it.',
    )
      .comes(withdrawal, { waiting: [withdrawal.id] })
      .comes(request, { opened: [request.id], waiting: [withdrawal.id] })
      .passes({ opened: [withdrawal.id] }),
    new Scene('re-ordered-messages', 'A later number before an earlier one: each opens on its own.')
      .opens(third)
      .opens(second),
    new Scene('re-ordered-parts', 'The last part of a message before the first, and once more.')
      .comes(part(1), {})
      .comes(part(1), {})
      .comes(part(0), { opened: [split.id] }),
    new Scene(
      'number-far-ahead',
      'The largest number there is: it opens, and the hole is bounded.',
    ).opens(far),
    new Scene('directory-ahead', 'A message that rests on a newer directory waits for it.').comes(
      ahead,
      { waiting: [ahead.id] },
    ),
  ];
}

async function threads(forger: Forger): Promise<Scene[]> {
  const [one, two, other] = [
    await forger.message(),
    await forger.message(),
    await forger.message(),
  ];
  const crossed = await forger.withdrawal({ document: other.document, thread: two.thread });
  const [first, again] = [await forger.withdrawal(one), await forger.withdrawal(one)];
  const asked = await forger.message();
  const orphan = await forger.withdrawal({
    document: (await forger.message()).document,
    thread: asked.thread,
  });
  const answer = await forger.message({
    officer: 'ben',
    document: {
      ...{ kind: 'response', thread: asked.thread, inReplyTo: asked.document },
      body: { final: true, information: 'Flag confirmed.' },
    },
  });
  return [
    new Scene('withdrawn-twice', 'A second withdrawal of one request.')
      .opens(one, first)
      .refuses(again, 'TRANSITION_NOT_ALLOWED'),
    new Scene('answered-by-the-asker', 'The State that asks answers its own request.')
      .opens(asked)
      .refuses(answer, 'TRANSITION_NOT_ALLOWED'),
    new Scene(
      'parent-unknown',
      'A withdrawal that replies to a document that never came: it waits.',
    ).comes(orphan, { waiting: [orphan.id] }),
    new Scene(
      'parent-of-another-thread',
      'A withdrawal that replies to a document of another thread.',
    )
      .opens(two, other)
      .refuses(crossed, 'PARENT_MISMATCH'),
  ];
}

async function statements(forger: Forger, third: TestState): Promise<Scene[]> {
  const { from } = forger;
  const nonce = { nonce: forger.newId(), answer: false };
  const far = Number.MAX_SAFE_INTEGER;
  const good = await forger.statement('link-test', nonce);
  const scene = (name: string, text: string) => new Scene(`statement-${name}`, text);
  const batch = (members = {}) => ({
    ...{ checkpoint: 'xa.example/log\n1\nAAAA\n', receipts: [aReceipt(members)], objects: [] },
  });
  const old = await from.directoryStatement(forger.to.state, forger.link, {
    version: 4,
    issuedAt: forger.sealedAt,
  });
  return [
    scene('duplicated', 'The same statement twice.').opens(good).again(good),
    scene('renamed', 'A statement whose frame names another id.').refuses(
      renamed(await forger.statement('link-test', nonce), parseMessageId('00'.repeat(16))),
      'ADDRESS_MISMATCH',
    ),
    scene('signed-by-a-stranger', 'Signed by a third State.').refuses(
      await forger.statement('link-test', nonce, { key: third.keys.signing }),
      'SEAL_SIGNATURE_ISSUER',
    ),
    scene(
      'signed-by-the-receipt-key',
      'Signed by a key of the State that is for receipts.',
    ).refuses(
      await forger.statement('link-test', nonce, { key: from.keys.receipts }),
      'SEAL_SIGNATURE_ISSUER',
    ),
    scene('signature-junk', 'Some bytes stand where the signature belongs.').refuses(
      await forger.statement('link-test', nonce, { signature: junk(119) }),
      'SEAL_PACKET_INVALID',
    ),
    scene('from-another-state', 'A statement of a third State.').refuses(
      await forger.statement('link-test', nonce, { members: { from: third.state } }),
      'ADDRESS_MISMATCH',
    ),
    scene('to-another-state', 'A statement for a third State.').refuses(
      await forger.statement('link-test', nonce, { members: { to: third.state } }),
      'ADDRESS_MISMATCH',
    ),
    scene('marked-as-message', 'A statement in a frame that is not marked as one.').refuses(
      { ...(await forger.statement('link-test', nonce)), statement: false },
      'WIRE_MALFORMED',
    ),
    scene('receipt-by-the-signing-key', 'Receipts that are not signed by the receipt key.').refuses(
      await forger.statement('receipt-batch', batch()),
      'SEAL_SIGNATURE_ISSUER',
    ),
    scene('receipt-without-a-log', 'Receipts with a checkpoint that nobody signed.').refuses(
      await forger.statement('receipt-batch', batch(), { key: from.keys.receipts }),
      'NOTE_INVALID',
    ),
    scene('directory-of-before', 'A directory that ends before the one known.').refuses(
      await forger.statement('directory', bodyOf(old.bytes)),
      'TRUST_VERSION_OLD',
    ),
    scene('asks-beyond-every-number', 'Asks for a number that cannot be.').opens(
      await forger.statement('resend-request', { seqs: [far], directoryFrom: null }),
    ),
    scene(
      'voids-beyond-every-number',
      'Says that the largest number there is will not come.',
    ).opens(
      await forger.statement('seq-void', {
        ...{ seq: far - 1, messageId: forger.newId(), envelopeSha256: aHash('void') },
        reason: 'NEVER_SENT',
      }),
    ),
    scene('acknowledges-what-was-never-sent', 'Acknowledges receipts beyond every number.').opens(
      await forger.statement('link-test', nonce, { members: { rack: far } }),
    ),
    scene('issued-tomorrow', 'A directory statement of tomorrow.').refuses(
      await forger.statement('directory', bodyOf(old.bytes), {
        members: { issuedAt: timestamp(new Date(forger.at.getTime() + 86_400_000)) },
      }),
      'TRUST_STATEMENT_INVALID',
    ),
  ];
}

function bodyOf(statement: Uint8Array): never {
  return (JSON.parse(Buffer.from(statement).toString()) as { readonly body: never }).body;
}
