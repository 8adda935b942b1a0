import { sha256 } from '#wire';
import type { Facts } from '../reading/facts.js';
import type { Findings } from '../findings.js';
import { type Files, paths } from '../container/layout.js';
import type { IndexedMessage } from '../contents/package-index.js';
import { objectOf, type ShownEvent } from '../reading/shown-event.js';

type Found = Findings<'V05'>;

/** Hash of a message's file, or undefined where it is missing: its absence is told of elsewhere. */
const hashOf = (files: Files, place: number, file: string): string | undefined => {
  const bytes = files.get(paths.message(place, file));
  return bytes && sha256(bytes);
};

/** Demand on a leaf about a message: members of `data`, and objects by role. */
interface Demand {
  readonly typ: string;
  readonly why: ShownEvent['why'];
  readonly data: Readonly<Record<string, string | undefined>>;
  readonly objects: Readonly<Record<string, string | undefined>>;
}

function demandsOf(files: Files, entry: IndexedMessage, place: number): readonly Demand[] {
  const hash = (file: string) => hashOf(files, place, file);
  const { message: messageId, document } = entry;
  const carried = { messageId, document, envelopeSha256: hash('envelope.json') };
  const certificateSha256 = hash('certificate.pgp');
  if (entry.direction === 'IN')
    return [
      { typ: 'msg.accepted', why: 'LINK', data: { ...carried, certificateSha256 }, objects: {} },
    ];
  const signatureSha256 = hash('document.sig');
  return [
    {
      ...{ typ: 'msg.signed', why: 'CASE' },
      data: { document, certificateSha256, signatureSha256 },
      objects: { document: hash('document.json') },
    },
    { typ: 'msg.send.intent', why: 'LINK', data: carried, objects: {} },
  ];
}

const says = ({ said }: ShownEvent, { data, objects }: Demand): boolean =>
  Object.entries(data).every(
    ([name, value]) => value === undefined || said?.data[name] === value,
  ) &&
  Object.entries(objects).every(
    ([role, hash]) => hash === undefined || objectOf(said, role) === hash,
  );

/** The leaf by which a message left or came. */
export const carriedBy = (
  events: readonly ShownEvent[],
  { direction, message }: IndexedMessage,
): ShownEvent | undefined => {
  const typ = direction === 'OUT' ? 'msg.send.intent' : 'msg.accepted';
  return events.find(({ read, said }) => read?.typ === typ && said?.data['messageId'] === message);
};

function checkCiphertext(
  { events, files }: Facts,
  entry: IndexedMessage,
  place: number,
  found: Found,
): void {
  const original = hashOf(files, place, 'original.pgp');
  const stated = objectOf(carriedBy(events, entry)?.said, 'ciphertext');
  if (original !== undefined && stated !== undefined && stated !== original)
    found.add('CIPHERTEXT_DIFFERS', paths.message(place, 'original.pgp'));
}

/** Each message has the leaves that say what is shown of it; a withheld one may be any of them. */
export function checkMessageLeaves(facts: Facts, found: Found): void {
  const { events, index, files } = facts;
  const isUnread = (reason: ShownEvent['why']): boolean =>
    events.some(({ why, read }) => why === reason && read === undefined);
  for (const [i, entry] of index.messages.entries()) {
    const place = i + 1;
    for (const demand of demandsOf(files, entry, place)) {
      const about = events.filter(
        ({ read, said }) => read?.typ === demand.typ && said?.data['document'] === entry.document,
      );
      const [only] = about;
      if (only === undefined ? isUnread(demand.why) : about.length === 1 && says(only, demand))
        continue;
      found.add('MESSAGE_LEAF', only?.where ?? paths.message(place, 'document.json'));
    }
    checkCiphertext(facts, entry, place, found);
  }
}
