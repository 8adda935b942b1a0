import type { DispatchView } from '#capabilities/requests/dispatches.contract';
import {
  isKind,
  parseDocumentId,
  parseThreadId,
  strictest,
  type Body,
  type Document,
  type DocumentId,
  type Fingerprint,
  type Handling,
  type ThreadId,
} from '#kernel';
import {
  leastHandling,
  type HandledItem,
} from '#capabilities/disclosure/forwards/forwarding.model';
import type { Enclosed, EnclosedDocument } from '#capabilities/disclosure/kinds/enclosed.kind';
import {
  enclosedDocuments,
  enclosedReleases,
  entriesFor,
  type KeptEntry,
  type ReadRelease,
} from '#trust';
import { decodeDocument } from '#wire';
import { say } from '#language/console';
import { completeId, orShort, type WholeId } from '../arguments.js';
import { CliError } from '../errors.js';
import type { Desk } from '../people/threads.js';
import type { OpeningDraft } from './draft.js';

export interface Source {
  readonly desk: Desk;
  readonly thread: ThreadId;
  readonly item: DocumentId;
}

const desks = { inbox: 'inbox', request: 'requests' } as const;

/**
 * Parses the place of a document: `inbox/THREAD/DOCUMENT` or `request/THREAD/DOCUMENT`.
 * @throws CliError CLI_USAGE; KernelError VALUE_INVALID
 */
export function parseSource(text: string): Source {
  const [name = '', thread = '', item = ''] = text.split('/', 3);
  const desk = name === 'inbox' || name === 'request' ? desks[name] : undefined;
  if (desk === undefined)
    throw new CliError('CLI_USAGE', say('composeForward.allowedInboxThreadDocument', { text }));
  return { desk, thread: orShort(parseThreadId)(thread), item: orShort(parseDocumentId)(item) };
}

export const completeSource = async (source: Source, whole: WholeId): Promise<Source> => ({
  desk: source.desk,
  thread: await completeId(source.thread, whole),
  item: await completeId(source.item, whole),
});

export type ForwardText = Omit<Body<'forward'>, 'enclosed'>;

export interface Found {
  readonly item: DispatchView;
  readonly consent: DispatchView | undefined;
  readonly root: Fingerprint;
  readonly entries: readonly KeptEntry[];
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
export const signed = ({ document, signature, certificate }: DispatchView): EnclosedDocument => ({
  document: base64(document),
  signature: base64(signature),
  certificate: base64(certificate),
});

export function enclosedOf({ item, consent, root, entries }: Found): Enclosed {
  const documents = [item, ...(consent === undefined ? [] : [consent])];
  const signers = documents.map(({ document }) => decodeDocument(document).signer);
  const document = decodeDocument(item.document);
  // For a forward: the addressee within its State and what it hands on.
  const inner = isKind(document, 'forward') ? enclosedDocuments(document) : [];
  const addressed = inner.map((each) => each.document.to.authority);
  return {
    ...signed(item),
    ...(consent !== undefined && { consent: signed(consent) }),
    root,
    directory: entriesFor(entries, signers, addressed),
  };
}

function handled({ item, consent }: Found): HandledItem[] {
  const handling = item.narrowed ?? decodeDocument(item.document).handling;
  const all = consent === undefined ? [] : releasesIn(decodeDocument(consent.document));
  return [
    { handling, consent: null },
    ...all.map((release) => ({ handling, consent: release.handling })),
  ];
}

function releasesIn(consent: Document): Document[] {
  const within = ({ document, releases }: ReadRelease): Document[] => [
    document,
    ...releases.flatMap(within),
  ];
  const inner = isKind(consent, 'forward-consent') ? enclosedReleases(consent) : [];
  return [consent, ...inner.flatMap(within)];
}

/**
 * Drafts a forward that encloses the documents `found`. Its handling is at least as strict as theirs. Pure. @throws CliError
 * CLI_USAGE if `found` is empty
 */
export function forwardDraft(
  draft: Omit<OpeningDraft<'forward'>, 'body' | 'handling'>,
  text: ForwardText,
  wanted: Handling | undefined,
  found: readonly Found[],
): OpeningDraft<'forward'> {
  const [first, ...others] = found.flatMap(handled);
  if (first === undefined)
    throw new CliError('CLI_USAGE', say('composeForward.nothingEnclosedEnclose'));
  const least = leastHandling(first, ...others);
  return {
    ...draft,
    handling: wanted === undefined ? least : strictest(least, wanted),
    body: { ...text, enclosed: found.map(enclosedOf) },
  };
}
