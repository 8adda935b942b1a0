import {
  Flaw,
  assertAddressed,
  assertCarries,
  requireOfficer,
  assertOfficerSignature,
  assertSealedInTime,
  assertSigned,
} from '#chains';
import type { Directory } from '#capabilities/directory/trust.model';
import type { OfficerGrant } from '#capabilities/directory/grants.model';
import { isCoded, type AttachmentEntry, type Document, type Envelope } from '#kernel';
import { decodeDocument, decodeEnvelope, sha256, sha512 } from '#wire';
import { type Facts, provenBy } from '../reading/facts.js';
import type { CodeOf, Findings } from '../findings.js';
import { paths } from '../container/layout.js';
import { envelopeIn } from '../reading/messages.js';
import type { IndexedMessage } from '../contents/package-index.js';

type Found = Findings<'V04'>;

interface DocumentFiles {
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: Uint8Array;
}

interface MessageFiles {
  readonly said: DocumentFiles | undefined;
  readonly envelope: Uint8Array;
  readonly envelopeSignature: Uint8Array;
}

interface Judging {
  readonly facts: Facts;
  readonly found: Found;
  readonly entry: IndexedMessage;
  readonly place: number;
  readonly files: MessageFiles;
}

const members = {
  document: 'document.json',
  signature: 'document.sig',
  certificate: 'certificate.pgp',
  envelope: 'envelope.json',
  envelopeSignature: 'envelope.sig',
} as const;

function filesOf({ files }: Facts, entry: IndexedMessage, place: number): MessageFiles | undefined {
  const [envelope, envelopeSignature, document, signature, certificate] = [
    ...[members.envelope, members.envelopeSignature],
    ...[members.document, members.signature, members.certificate],
  ].map((name) => files.get(paths.message(place, name)));
  if (envelope === undefined || envelopeSignature === undefined) return undefined;
  if (entry.withheld !== null) return { said: undefined, envelope, envelopeSignature };
  if (document === undefined || signature === undefined || certificate === undefined)
    return undefined;
  return { said: { document, signature, certificate }, envelope, envelopeSignature };
}

async function tried<T>(
  { found, place }: Judging,
  code: CodeOf<'V04'>,
  file: string,
  act: () => T | Promise<T>,
): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Flaw) && !isCoded(error)) throw error;
    found.add(code, paths.message(place, file));
    return undefined;
  }
}

const wayOf = ({ facts, entry }: Judging) => {
  const { state, neighbour, link } = facts.record;
  const [from, to] = entry.direction === 'OUT' ? [state, neighbour] : [neighbour, state];
  return { from, to, link };
};

function assertEnvelopeFits(judging: Judging, envelope: Envelope): void {
  const { message, sha256: listed } = judging.entry;
  assertAddressed(envelope, message, wayOf(judging));
  if (envelope.documentSha256 !== listed) throw new Flaw('it is of another document');
}

function assertFits(judging: Judging, said: DocumentFiles, document: Document, envelope: Envelope) {
  const { facts, entry } = judging;
  const way = wayOf(judging);
  assertCarries(envelope, { ...said, messageId: entry.message }, way);
  const { thread, link } = facts.record;
  const isIt =
    document.id === entry.document && document.thread === thread && document.link === link;
  if (!isIt || document.from.state !== way.from || document.to.state !== way.to)
    throw new Flaw('it is another document');
  assertSealedInTime(document, envelope);
}

const sideOf = ({ facts, entry }: Judging) =>
  entry.direction === 'OUT' ? facts.own : facts.neighbour;

function leafOf({ facts, entry }: Judging): number | undefined {
  const typ = entry.direction === 'OUT' ? 'msg.signed' : 'msg.accepted';
  return facts.events.find(
    ({ read, said }) => read?.typ === typ && said?.data['document'] === entry.document,
  )?.index;
}

/** Time (ms) from which the newest directory suspends or revokes the officer; undefined when it does neither. */
function endOf(newest: Directory, grant: OfficerGrant): number | undefined {
  const ends = [newest.suspendedFrom(grant), newest.revokedFrom(grant)].filter(
    (end) => end !== undefined,
  );
  return ends.length === 0 ? undefined : Math.min(...ends.map((end) => Date.parse(end)));
}

function checkMandate(judging: Judging, grant: OfficerGrant): void {
  const end = endOf(sideOf(judging).chain.directory, grant);
  if (end === undefined) return;
  const leaf = leafOf(judging);
  const proven = leaf === undefined ? Infinity : provenBy(judging.facts, leaf);
  if (proven >= end)
    judging.found.add('KEY_REVOKED', paths.message(judging.place, 'document.json'));
}

const isIt = ({ size, sha256: short, sha512: long }: AttachmentEntry, bytes: Uint8Array): boolean =>
  bytes.length === size && sha256(bytes) === short && sha512(bytes) === long;

function checkAttachments({ facts, found, entry, place }: Judging, document: Document): void {
  const listed = document.attachments.map((attachment) => attachment.sha256);
  if (listed.join() !== entry.hashes.join())
    found.add('ATTACHMENT_DIFFERS', paths.message(place, 'document.json'));
  for (const [i, attachment] of document.attachments.entries()) {
    const name = paths.attachment(place, i + 1);
    const bytes = facts.files.get(name);
    if (bytes !== undefined && !isIt(attachment, bytes)) found.add('ATTACHMENT_DIFFERS', name);
  }
}

async function judge(judging: Judging): Promise<void> {
  const { files } = judging;
  const envelope = await tried(judging, 'ENVELOPE_FORM', members.envelope, () =>
    decodeEnvelope(files.envelope),
  );
  if (files.said !== undefined) await judgeDocument(judging, files.said, envelope);
  if (envelope === undefined) return;
  await tried(judging, 'ENVELOPE_DIFFERS', members.envelope, () =>
    assertEnvelopeFits(judging, envelope),
  );
  if (sideOf(judging).isThere) await checkEnvelopeSigned(judging, envelope);
}

async function judgeDocument(
  judging: Judging,
  said: DocumentFiles,
  envelope: Envelope | undefined,
): Promise<void> {
  const document = await tried(judging, 'DOCUMENT_FORM', members.document, () =>
    decodeDocument(said.document),
  );
  if (document === undefined) return;
  if (envelope !== undefined)
    await tried(judging, 'ENVELOPE_DIFFERS', members.envelope, () =>
      assertFits(judging, said, document, envelope),
    );
  checkAttachments(judging, document);
  await tried(judging, 'DOCUMENT_SIGNATURE', members.signature, () =>
    assertOfficerSignature(said, document),
  );
  const day = envelope && dayOf(judging, envelope);
  if (day === undefined) return;
  const grant = await tried(judging, 'OFFICER_UNKNOWN', members.document, () =>
    requireOfficer(day, document),
  );
  if (grant !== undefined) checkMandate(judging, grant);
}

const dayOf = (judging: Judging, { directory }: Envelope): Directory | undefined => {
  const side = sideOf(judging);
  return side.isThere ? side.chain.asOf(directory) : undefined;
};

async function checkEnvelopeSigned(judging: Judging, envelope: Envelope): Promise<void> {
  const { files, found, place } = judging;
  const day = dayOf(judging, envelope);
  if (day === undefined) {
    found.add('DIRECTORY_POINT', paths.message(place, members.envelope));
    return;
  }
  const { sealedAt: at } = envelope;
  const signed = { bytes: files.envelope, signature: files.envelopeSignature, at };
  await tried(judging, 'ENVELOPE_SIGNATURE', members.envelopeSignature, () =>
    assertSigned(signed, day.allStateKeys('signing', at), 'the envelope'),
  );
}

export async function checkDocuments(facts: Facts, found: Found): Promise<void> {
  const judgings = facts.index.messages.flatMap((entry, i) => {
    const files = filesOf(facts, entry, i + 1);
    if (files === undefined) return [];
    const version = envelopeIn(files.envelope)?.directory.version ?? 0;
    return [{ facts, found, entry, place: i + 1, files, version }];
  });
  // Sorted by directory version: going back would rebuild the directory for each message.
  judgings.sort((a, b) => a.version - b.version);
  for (const judging of judgings) await judge(judging);
}
