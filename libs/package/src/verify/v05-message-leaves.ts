import { sha256 } from '#wire';
import type { Facts } from '../reading/facts.js';
import type { Findings } from '../findings.js';
import { filesAround, type Files, paths } from '../container/layout.js';
import { documentIn, envelopeIn } from '../reading/messages.js';
import type { IndexedMessage } from '../contents/package-index.js';
import {
  carriedBy,
  namesBytes,
  objectOf,
  type SaidByLeaf,
  type ShownEvent,
} from '../reading/shown-event.js';

type Found = Findings<'V05'>;

const hashOf = (files: Files, place: number, file: string): string | undefined => {
  const bytes = files.get(paths.message(place, file));
  return bytes && sha256(bytes);
};

const day = 86_400_000;

interface Demand {
  readonly typ: string;
  readonly why: ShownEvent['why'];
  readonly by: 'document' | 'messageId';
  readonly data: Readonly<Record<string, string | undefined>>;
  readonly document?: { readonly sha256: string; readonly bytes: Uint8Array | undefined };
}

function demandsOf(files: Files, entry: IndexedMessage, place: number): readonly Demand[] {
  const hash = (file: string) => hashOf(files, place, file);
  const { message: messageId, document } = entry;
  const bytes = files.get(paths.message(place, 'document.json'));
  const said = { sha256: entry.sha256, bytes };
  const carried = { messageId, document, envelopeSha256: hash('envelope.json') };
  const certificateSha256 = hash('certificate.pgp');
  if (entry.direction === 'IN')
    return [
      {
        ...{ typ: 'item.decrypted', why: 'CASE', by: 'messageId' },
        data: { messageId },
        document: said,
      },
      {
        ...{ typ: 'msg.accepted', why: 'LINK', by: 'document' },
        data: { ...carried, certificateSha256 },
      },
    ];
  const signatureSha256 = hash('document.sig');
  return [
    {
      ...{ typ: 'msg.signed', why: 'CASE', by: 'document' },
      data: { document, certificateSha256, signatureSha256, signer: documentIn(bytes)?.signer },
      document: said,
    },
    {
      ...{ typ: 'msg.send.intent', why: 'LINK', by: 'document' },
      data: carried,
    },
  ];
}

const namesDocument = (
  said: SaidByLeaf,
  { sha256: hash, bytes }: NonNullable<Demand['document']>,
) =>
  objectOf(said, 'document') === hash &&
  (bytes === undefined || namesBytes(said, 'document', bytes));

const says = ({ said }: ShownEvent, { data, document }: Demand): boolean =>
  said !== undefined &&
  Object.entries(data).every(([name, value]) => value === undefined || said.data[name] === value) &&
  (document === undefined || namesDocument(said, document));

const isAbout = (
  { read, said, why }: ShownEvent,
  demand: Demand,
  { document, message }: IndexedMessage,
): boolean =>
  read?.typ === demand.typ &&
  why === demand.why &&
  said?.data[demand.by] === (demand.by === 'document' ? document : message);

function checkCiphertext(
  { events, files }: Facts,
  entry: IndexedMessage,
  place: number,
  found: Found,
): void {
  const where = paths.message(place, 'original.pgp');
  const original = files.get(where);
  const said = carriedBy(events, entry)?.said;
  if (original !== undefined && said !== undefined && !namesBytes(said, 'ciphertext', original))
    found.add('CIPHERTEXT_DIFFERS', where);
}

/** Counts unreadable events by `why`. Each excuses one missing leaf, which it may be. */
class Unread {
  readonly #left = new Map<ShownEvent['why'], number>();

  constructor(events: readonly ShownEvent[]) {
    for (const { why, read } of events)
      if (read === undefined) this.#left.set(why, (this.#left.get(why) ?? 0) + 1);
  }

  takeUnread(why: ShownEvent['why']): boolean {
    const left = this.#left.get(why) ?? 0;
    this.#left.set(why, left - 1);
    return left > 0;
  }
}

/**
 * Reports messages dated over 24 hours after their log entry, or, if sent, 24 hours before. Back-dating could revive an
 * expired key.
 */
function checkTime({ events, files }: Facts, entry: IndexedMessage, place: number, found: Found) {
  const where = paths.message(place, 'envelope.json');
  const envelope = envelopeIn(files.get(where));
  if (envelope === undefined) return;
  const sealed = Date.parse(envelope.sealedAt);
  const carried = carriedBy(events, entry)?.read;
  const signed = events.find(
    ({ read, said }) => read?.typ === 'msg.signed' && said?.data['document'] === entry.document,
  )?.read;
  const isLate = [carried, signed].some((leaf) => leaf !== undefined && leaf.at - sealed > day);
  const isEarly = carried !== undefined && sealed - carried.at > day;
  if (isEarly || (entry.direction === 'OUT' && isLate)) found.add('MESSAGE_TIME', where);
}

export function checkMessageLeaves(facts: Facts, found: Found): void {
  const { events, index, files } = facts;
  const unread = new Unread(events);
  for (const [i, entry] of index.messages.entries()) {
    const place = i + 1;
    for (const demand of demandsOf(files, entry, place)) {
      const about = events.filter((event) => isAbout(event, demand, entry));
      const [only] = about;
      if (
        only === undefined
          ? unread.takeUnread(demand.why)
          : about.length === 1 && says(only, demand)
      )
        continue;
      found.add('MESSAGE_LEAF', only?.where ?? paths.message(place, filesAround(entry)[0]));
    }
    checkCiphertext(facts, entry, place, found);
    checkTime(facts, entry, place, found);
  }
}
