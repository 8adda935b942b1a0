import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { BorderConnection, endOf, peerOf } from '#border';
import {
  isKind,
  parseAuthorityId,
  parseDocumentId,
  parseMessageId,
  parseStateCode,
  timestamp,
} from '#kernel';
import type { LinkId, MessageId } from '#kernel';
import { borderLoginFor } from '#runtime';
import {
  generateOfficerKey,
  generateStateSigningKey,
  readCertificate,
  seal,
  signDetached,
  unlockKey,
} from '#seal';
import {
  decodeDocument,
  encodeBatch,
  encodeDocument,
  encodeEnvelope,
  encodePayload,
  framesOf,
  sha256,
} from '#wire';
import { say } from '#language/console';
import { quarantinedMessage, quarantinePage } from '../../api/gen/readers.js';
import type { ShownThread } from '../../api/shown.js';
import { addQuarantine } from '../../commands/administration/quarantine.js';
import type { Context } from '../../context.js';
import { verifiedDirectory } from '../../directory/verified-directory.js';
import { CliError } from '../../errors.js';
import { openInstallation } from '../../installation/installed.js';
import { readLinks } from '../../installation/links.js';
import { asking } from '../../people/asking.js';
import { showThread } from '../attachments.js';
import type { DemoState } from '../demo-state.js';
import type { Narrator } from '../narrator.js';
import { until } from '../until.js';

export interface Stopped {
  readonly id: string;
  readonly code: string;
  readonly file: string;
  readonly sha256: string;
}

interface Given {
  readonly dir: string;
  readonly context: Context;
}

const purpose = ['--purpose', 'DETECTION'] as const;
const forgedText = 'The vessel was sold in January. Nobody need look for it any more.';

/**
 * Plays an attacker with XB's border login, who sends a false answer without a signing key. @throws CliError CLI_DEMO_FAILED
 * when XA believes the answer or keeps no evidence
 */
export async function forge(
  states: readonly [DemoState, DemoState],
  answered: ShownThread,
  given: Given,
  narrator: Narrator,
): Promise<Stopped> {
  narrator.chapter(say('forgery.somebodyForgesMessage'));
  narrator.tell(
    say('forgery.whoeverHoldsLoginXb'),
    say('forgery.secondAnswerBrunosName'),
    `      ${forgedText}`,
  );
  const [victim, robbed] = states;
  const sent = await forged(robbed, victim, answered, given.context);
  await publish(robbed, sent, given.context);
  const auditor = victim.person(victim.script.auditor);
  const list = ['quarantine', 'list', ...purpose];
  narrator.typed(auditor.name, ...list);
  const row = await until(say('forgery.forgedMessageQuarantine'), async () => {
    const { rows } = await auditor.does(quarantinePage, addQuarantine, ...list);
    return rows.find(({ messageId }) => messageId === sent.id);
  });
  const file = join(given.dir, 'forged.pgp');
  const show = ['quarantine', 'show', row.id, ...purpose, '--out', file];
  await auditor.types(narrator, keptEvidence, addQuarantine, ...show);
  if (!sent.ciphertext.equals(await readFile(file)))
    throw new CliError('CLI_DEMO_FAILED', say('forgery.evidenceNotMessageSent'));
  await assertUntouched(victim, answered);
  narrator.tell(
    say('forgery.stoppedReachedNoOfficer', { code: row.code }),
    say('forgery.keptEvidenceByteByte', { size: row.size }),
    `      ${row.sha256}`,
  );
  return { id: row.id, code: row.code, file, sha256: row.sha256 };
}

// With --out the bytes go to the file and not into the answer.
const keptEvidence = (value: unknown): unknown =>
  quarantinedMessage({ ...(value as object), evidence: '' });

interface Forged {
  readonly id: MessageId;
  readonly link: LinkId;
  readonly ciphertext: Buffer;
}

async function forged(
  robbed: DemoState,
  victim: DemoState,
  answered: ShownThread,
  context: Context,
): Promise<Forged> {
  const now = new Date();
  const genuine = answered.dispatches.find((each) => each.kind === 'response');
  const document = genuine && decodeDocument(genuine.document);
  if (document === undefined || !isKind(document, 'response'))
    throw new CliError('CLI_DEMO_FAILED', say('forgery.noAnswerImitate'));
  const officer = await generateOfficerKey({ userId: 'bruno@coast-guard', at: now });
  const key = await unlockKey(officer.privateKey);
  const bytes = encodeDocument({
    ...document,
    id: parseDocumentId(v7()),
    composedAt: timestamp(now),
    signer: officer.fingerprint,
    body: { ...document.body, information: forgedText },
    attachments: [],
  });
  const signature = await signDetached(bytes, key, now);
  const said = { bytes, signature, certificate: officer.certificate, link: document.link };
  return enveloped(said, await publicFacts(robbed, victim, context), now);
}

// Directory of both States, which every officer of a neighbour may read.
async function publicFacts(robbed: DemoState, victim: DemoState, context: Context) {
  const { profile } = robbed.person(robbed.script.officer.officer);
  const known = await asking({ profile }, context, verifiedDirectory);
  const [from, to] = [parseStateCode(robbed.script.state), parseStateCode(victim.script.state)];
  const point = known.own.heads.point();
  const at = timestamp(context.now());
  const recipient = known.neighbours
    .get(to)
    ?.directory.encryptionKey(parseAuthorityId(victim.script.authority), 'ENFORCEMENT', at);
  if (point === undefined || recipient === undefined)
    throw new CliError('CLI_DEMO_FAILED', say('forgery.noKeyRecipient'));
  return { from, to, point, recipient };
}

interface Said {
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: Uint8Array;
  readonly link: LinkId;
}

async function enveloped(
  { bytes, signature, certificate, link }: Said,
  { from, to, point, recipient }: Awaited<ReturnType<typeof publicFacts>>,
  now: Date,
): Promise<Forged> {
  const state = await generateStateSigningKey({ userId: 'XB', at: now });
  const id = parseMessageId(randomBytes(16).toString('hex'));
  const envelope = encodeEnvelope({
    ...{ typ: 'liaise-envelope', v: 1, id, link, from, to, seq: 99, prev: null },
    documentSha256: sha256(bytes),
    officerSignatureSha256: sha256(signature),
    recipientKeys: [recipient.fingerprint],
    sealedAt: timestamp(now),
    directory: point,
    anchor: { own: null, peer: null },
    ...{ rack: 0, attachments: [] },
  });
  const payload = encodePayload({
    envelope,
    envelopeSignature: await signDetached(envelope, await unlockKey(state.privateKey), now),
    document: bytes,
    officerSignature: signature,
    officerCertificate: certificate,
    attachmentKeys: [],
  });
  const sealedTo = await readCertificate(Buffer.from(recipient.certificate, 'base64'), now);
  const { ciphertext } = await seal(payload, sealedTo, now);
  return { id, link, ciphertext: Buffer.from(ciphertext) };
}

async function publish(robbed: DemoState, sent: Forged, context: Context): Promise<void> {
  const { layout, settings } = await openInstallation(robbed.layout.dir, context);
  const link = (await readLinks(layout)).find(({ linkId }) => linkId === sent.link);
  if (link === undefined)
    throw new CliError('CLI_DEMO_FAILED', say('forgery.noSuchLink', { link: sent.link }));
  const border = await BorderConnection.connect(borderLoginFor(settings));
  try {
    const frames = framesOf(sent.id, sent.ciphertext, false);
    const batch = encodeBatch({ frames, chunks: [] });
    await border.publish(sent.link, peerOf(endOf(link.side)), batch, { messageId: sent.id });
  } finally {
    await border.close();
  }
}

async function assertUntouched(victim: DemoState, { thread, dispatches }: ShownThread) {
  const amal = victim.person(victim.script.officer.officer);
  const now = await showThread(amal, 'requests', thread);
  if (now.dispatches.length !== dispatches.length)
    throw new CliError('CLI_DEMO_FAILED', say('forgery.forgedMessageStandsThread'));
}
