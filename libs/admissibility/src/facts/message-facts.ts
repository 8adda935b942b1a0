import { isEntry } from '#capabilities/directory/directory.schema';
import type { Directory } from '#capabilities/directory/trust.model';
import { isCoded, signersOf, type Fingerprint } from '#kernel';
import { type IndexedMessage, paths, provenBy } from '#package';
import { signatureIssuer } from '#seal';
import { decodeDocument, decodeEnvelope, parseCanonicalJson, sha256 } from '#wire';
import type { EndFact, MessageFact, ReceiptFact } from './case-facts.js';
import type { Gathered } from './gathered.js';
import { hashFacts } from './hash-facts.js';
import type { LeavesAbout } from './leaf-facts.js';
import { madeAfter } from './token-times.js';

export function readIn<T>(bytes: Uint8Array | undefined, read: (bytes: Uint8Array) => T): T | null {
  try {
    return bytes === undefined ? null : read(bytes);
  } catch (error) {
    if (!isCoded(error)) throw error;
    return null;
  }
}

const sidesOf = ({ facts, entry }: Gathered) =>
  entry.direction === 'OUT'
    ? { from: facts.own.chain, to: facts.neighbour.chain }
    : { from: facts.neighbour.chain, to: facts.own.chain };

const dayOf = (gathered: Gathered): Directory | undefined =>
  gathered.envelope === null ? undefined : sidesOf(gathered).from.asOf(gathered.envelope.directory);

function officerEnds(gathered: Gathered): EndFact[] {
  const { said } = gathered;
  const grant = said && dayOf(gathered)?.activeOfficer(said.signer, said.composedAt);
  if (!grant) return [];
  const newest = sidesOf(gathered).from.directory;
  return [newest.suspendedFrom(grant), newest.revokedFrom(grant)].flatMap((at) =>
    at === undefined ? [] : [{ of: 'OFFICER', at: Date.parse(at) }],
  );
}

/**
 * Times at which directory entries ended the State key that signed the envelope. An entry with equal `from` and `to` ends a
 * key.
 */
async function stateKeyEnds(gathered: Gathered): Promise<EndFact[]> {
  const { facts, place } = gathered;
  const signature = facts.files.get(paths.message(place, 'envelope.sig'));
  const issuer = signature && (await signatureIssuer(signature).catch(() => undefined));
  return sidesOf(gathered).from.entries.flatMap(({ entry }) =>
    isEntry(entry, 'state-key') &&
    entry.body.purpose === 'signing' &&
    entry.body.fingerprint === issuer &&
    entry.body.from === entry.body.to
      ? [{ of: 'STATE_KEY', at: Date.parse(entry.body.to) }]
      : [],
  );
}

function recipientsOf(gathered: Gathered): readonly Fingerprint[] {
  const { said } = gathered;
  if (said === null) return [];
  const { directory } = sidesOf(gathered).to;
  const record = directory.authority(said.to.authority, said.composedAt);
  return (record?.keys ?? []).map(({ fingerprint }) => fingerprint);
}

function bracketOf(gathered: Gathered): MessageFact['bracket'] {
  const leaf = gathered.entry.direction === 'OUT' ? gathered.signed : gathered.carried;
  if (leaf === null) return { from: null, until: null };
  const until = provenBy(gathered.facts, leaf.index);
  return { from: madeAfter(leaf, gathered.times), until: until === Infinity ? null : until };
}

const isSeenThere = ({ facts, place }: Gathered): boolean => {
  const message = facts.index.messages[place - 1]?.message;
  return (facts.peer?.leaves ?? []).some(
    ({ read, said }) => read.typ === 'msg.send.intent' && said.data['messageId'] === message,
  );
};

function receiptsOf({ facts, place }: Gathered): readonly ReceiptFact[] {
  return facts.index.receipts.flatMap(({ message, stage, logged }, i) => {
    const file = paths.receipt(i + 1);
    if (message !== place || !facts.files.has(file)) return [];
    const leaf = readIn(facts.files.get(file), (bytes) =>
      parseCanonicalJson(bytes, { bytes: 4_096, depth: 8 }),
    );
    const data: unknown = leaf?.['data'];
    const named: unknown =
      typeof data === 'object' && data !== null && 'envelopeSha256' in data
        ? data.envelopeSha256
        : null;
    return [{ file, logged, stage, envelopeSha256: typeof named === 'string' ? named : null }];
  });
}

const required = [
  ...['document.json', 'document.sig', 'certificate.pgp', 'envelope.json', 'envelope.sig'],
] as const;

function filesOf({ entry }: Gathered): string[] {
  const kept = entry.ciphertext ? ['original.pgp'] : [];
  const shown = entry.attachments.flatMap((withheld, i) =>
    withheld === null ? [`attachments/${i + 1}`] : [],
  );
  return [...required, ...kept, ...shown];
}

function leavesOf(leaves: LeavesAbout, { direction, document, message }: IndexedMessage) {
  if (direction === 'OUT')
    return {
      signed: leaves.find('msg.signed', 'document', document),
      carried: leaves.find('msg.send.intent', 'messageId', message),
    };
  return {
    signed: leaves.find('item.decrypted', 'messageId', message),
    carried: leaves.find('msg.accepted', 'messageId', message),
  };
}

export async function messageFact(
  about: Pick<Gathered, 'facts' | 'leaves' | 'times'>,
  entry: IndexedMessage,
  place: number,
): Promise<MessageFact> {
  const { facts, leaves } = about;
  const file = (name: string) => facts.files.get(paths.message(place, name));
  const bytes = file('document.json');
  const said = readIn(bytes, decodeDocument);
  const envelope = readIn(file('envelope.json'), decodeEnvelope);
  const gathered = { ...about, entry, place, said, envelope, ...leavesOf(leaves, entry) };
  const grant = said && dayOf(gathered)?.activeOfficer(said.signer, said.composedAt);
  const hash = (of: Uint8Array | undefined) => (of === undefined ? null : sha256(of));
  return {
    ...{ place, direction: entry.direction, said, envelope },
    ...{ signed: gathered.signed, carried: gathered.carried },
    missing: filesOf(gathered)
      .map((name) => paths.message(place, name))
      .filter((name) => !facts.files.has(name)),
    ...{ sha256: hash(bytes), envelopeSha256: hash(file('envelope.json')) },
    hashes: hashFacts(gathered),
    shownAttachments: (said?.attachments ?? []).flatMap((attachment, i) =>
      facts.files.has(paths.attachment(place, i + 1)) ? [attachment.sha256] : [],
    ),
    mandate: grant
      ? { officer: grant.officer, authority: grant.authority, roles: grant.roles }
      : null,
    speakers: said === null ? [] : signersOf(said),
    recipients: recipientsOf(gathered),
    ends: [...officerEnds(gathered), ...(await stateKeyEnds(gathered))],
    bracket: bracketOf(gathered),
    receipts: receiptsOf(gathered),
    isSeenThere: isSeenThere(gathered),
  };
}
