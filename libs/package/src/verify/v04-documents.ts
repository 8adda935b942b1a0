import {
  Flaw,
  requireCarries,
  requireOfficer,
  requireOfficerSignature,
  requireSealedInTime,
  requireSigned,
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

/** Files of one message, all there. */
interface MessageFiles {
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: Uint8Array;
  readonly envelope: Uint8Array;
  readonly envelopeSignature: Uint8Array;
}

/** One message on trial. */
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

function filesOf({ files }: Facts, place: number): MessageFiles | undefined {
  const found: Partial<Record<keyof MessageFiles, Uint8Array>> = {};
  for (const [name, file] of Object.entries(members)) {
    const bytes = files.get(paths.message(place, file));
    if (bytes === undefined) return undefined;
    found[name as keyof MessageFiles] = bytes;
  }
  return found as MessageFiles;
}

/** Adds a code where bytes do not hold; gives what was made of them otherwise. */
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

/** Document and envelope are those of the index, on the way that the record names. @throws Flaw */
function requireFits({ facts, entry, files }: Judging, document: Document, envelope: Envelope) {
  const { state, neighbour, link, thread } = facts.record;
  const [from, to] = entry.direction === 'OUT' ? [state, neighbour] : [neighbour, state];
  requireCarries(envelope, { ...files, messageId: entry.message }, { from, to, link });
  const isIt =
    document.id === entry.document && document.thread === thread && document.link === link;
  if (!isIt || document.from.state !== from || document.to.state !== to)
    throw new Flaw('it is another document');
  requireSealedInTime(document, envelope);
}

const sideOf = ({ facts, entry }: Judging) =>
  entry.direction === 'OUT' ? facts.own : facts.neighbour;

/** Leaf by which the document is shown to have existed. */
function leafOf({ facts, entry }: Judging): number | undefined {
  const typ = entry.direction === 'OUT' ? 'msg.signed' : 'msg.accepted';
  return facts.events.find(
    ({ read, said }) => read?.typ === typ && said?.data['document'] === entry.document,
  )?.index;
}

/** When the mandate ended by what stands in the chain now; undefined while it stands. */
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
  if (document.attachments.length !== entry.attachments.length)
    found.add('ATTACHMENT_DIFFERS', paths.message(place, 'document.json'));
  for (const [i, attachment] of document.attachments.entries()) {
    const name = paths.attachment(place, i + 1);
    const bytes = facts.files.get(name);
    if (bytes !== undefined && !isIt(attachment, bytes)) found.add('ATTACHMENT_DIFFERS', name);
  }
}

async function judge(judging: Judging): Promise<void> {
  const { files } = judging;
  const document = await tried(judging, 'DOCUMENT_FORM', members.document, () =>
    decodeDocument(files.document),
  );
  const envelope = await tried(judging, 'ENVELOPE_FORM', members.envelope, () =>
    decodeEnvelope(files.envelope),
  );
  if (document === undefined || envelope === undefined) return;
  await tried(judging, 'ENVELOPE_DIFFERS', members.envelope, () =>
    requireFits(judging, document, envelope),
  );
  checkAttachments(judging, document);
  await tried(judging, 'DOCUMENT_SIGNATURE', members.signature, () =>
    requireOfficerSignature(files, document),
  );
  if (sideOf(judging).isThere) await checkByDirectory(judging, document, envelope);
}

/** Checks envelope and officer by the directory of the State that sealed a message. */
async function checkByDirectory(
  judging: Judging,
  document: Document,
  envelope: Envelope,
): Promise<void> {
  const { files, found, place } = judging;
  const day = sideOf(judging).chain.asOf(envelope.directory);
  if (day === undefined) {
    found.add('DIRECTORY_POINT', paths.message(place, members.envelope));
    return;
  }
  const { sealedAt: at } = envelope;
  const signed = { bytes: files.envelope, signature: files.envelopeSignature, at };
  await tried(judging, 'ENVELOPE_SIGNATURE', members.envelopeSignature, () =>
    requireSigned(signed, day.allStateKeys('signing', at), 'the envelope'),
  );
  const grant = await tried(judging, 'OFFICER_UNKNOWN', members.document, () =>
    requireOfficer(day, document),
  );
  if (grant !== undefined) checkMandate(judging, grant);
}

/** Documents, their envelopes and attachments. */
export async function checkDocuments(facts: Facts, found: Found): Promise<void> {
  const judgings = facts.index.messages.flatMap((entry, i) => {
    const files = filesOf(facts, i + 1);
    if (files === undefined) return [];
    return [
      {
        facts,
        found,
        entry,
        place: i + 1,
        files,
        version: envelopeIn(files.envelope)?.directory.version ?? 0,
      },
    ];
  });
  // A directory is read forwards: one that is asked for back and forth would be built anew for each message.
  judgings.sort((a, b) => a.version - b.version);
  for (const judging of judgings) await judge(judging);
}
