import type { Document, DocumentId, Sha256, ThreadId } from '#kernel';
import { saysType, typeHeadBytes } from './file-types.model.js';
import { filesHandedOn, filesOf, type AskedFile } from './held-files.rows.js';
import {
  isJudgement,
  saidIn,
  type DispatchRecord,
  type NewAttachment,
  type Said,
  type ThreadRecord,
} from '#threads';
import type { Item, Sources } from '#capabilities/capability';
import { narrowingsIn } from '#capabilities/disclosure/recalls/recalls.facts';
import type { RecallRecord } from '#capabilities/disclosure/recalls/recalls.rows';
import type { ReleaseRecord } from '#capabilities/disclosure/releases/releases.rows';
import type { Session } from '#access';
import type { AttachmentReader } from '#objects';

interface CarryingFacts {
  readonly records: ReadonlyMap<DocumentId, DispatchRecord>;
  readonly threads: ReadonlyMap<ThreadId, ThreadRecord>;
  readonly said: ReadonlyMap<DocumentId, Said>;
}

export interface AttachingFacts extends CarryingFacts {
  readonly with: ReadonlyMap<DocumentId, ReadonlyMap<Sha256, readonly DocumentId[]>>;
  readonly recalls: ReadonlyMap<ThreadId, readonly RecallRecord[]>;
  readonly releases: ReadonlyMap<ThreadId, readonly ReleaseRecord[]>;
}

export interface Carrying {
  readonly record: DispatchRecord;
  readonly thread: ThreadRecord;
  /** Content of the document. Null for a recalled document, whose content may no longer be read. */
  readonly said: Document | null;
}

type CaseSources = Pick<Sources, 'tx' | 'cases'>;
type FilesWith = AttachingFacts['with'];

export async function loadAttachable(
  sources: CaseSources,
  items: readonly Item[],
): Promise<AttachingFacts> {
  const asked = items.flatMap(({ document, session }) =>
    session === undefined
      ? []
      : document.attachments.map(({ sha256: file }) => ({ document, of: session, file })),
  );
  const sought = asked.map(({ document, of, file }): AskedFile => ({
    ...{ of, file, except: document.id },
  }));
  const found = await sources.cases.files.withAll(sources.tx, sought);
  const files = new Map<DocumentId, Map<Sha256, readonly DocumentId[]>>();
  for (const [i, { document, file }] of asked.entries()) {
    const own = files.get(document.id) ?? new Map<Sha256, readonly DocumentId[]>();
    files.set(document.id, own.set(file, found[i] ?? []));
  }
  return loadAround(sources, files);
}

/**
 * Loads facts about documents of all authorities that carry an attachment of `items`. For background jobs only, because
 * officers may not search other authorities.
 */
export async function loadAnywhere(
  sources: CaseSources,
  items: readonly Item[],
): Promise<AttachingFacts> {
  const files = items.flatMap(({ document }) => document.attachments.map((each) => each.sha256));
  const held = await sources.cases.files.anywhere(sources.tx, [...new Set(files)]);
  const others = ({ id }: Document, file: Sha256): DocumentId[] =>
    (held.get(file) ?? []).filter((each) => each !== id);
  const found = items.map(({ document }) => {
    const own = document.attachments.map(
      ({ sha256: file }) => [file, others(document, file)] as const,
    );
    return [document.id, new Map(own)] as const;
  });
  return loadAround(sources, new Map(found));
}

async function loadAround(sources: CaseSources, files: FilesWith): Promise<AttachingFacts> {
  const ids = [...files.values()].flatMap((own) => [...own.values()].flat());
  const carrying = await loadCarrying(sources, ids);
  const { tx, cases } = sources;
  const threads = [...carrying.threads.keys()];
  if (threads.length === 0)
    return { ...carrying, with: files, recalls: new Map(), releases: new Map() };
  const recalls = await cases.recalls.ofAll(tx, threads);
  const releases = await cases.releases.ofAll(tx, threads);
  const beside = [
    ...[...recalls.values()].flatMap((each) => narrowingsIn(each, ids).map((one) => one.document)),
    ...[...releases.values()].flatMap((each) => each.flatMap(({ answer }) => answer ?? [])),
  ];
  const found = beside.length === 0 ? [] : await cases.dispatchesById(tx, beside);
  const said = new Map([...carrying.said, ...saidIn(cases, carrying.threads, found)]);
  return { ...carrying, said, with: files, recalls, releases };
}

async function loadCarrying(
  { tx, cases }: CaseSources,
  ids: readonly DocumentId[],
): Promise<CarryingFacts> {
  const found = ids.length === 0 ? [] : await cases.dispatchesById(tx, [...new Set(ids)]);
  const named = [...new Set(found.map(({ thread }) => thread))];
  const rows = named.length === 0 ? [] : await cases.threadsById(tx, named);
  const there = rows.filter((thread) => !cases.isErased(thread.id, thread));
  const threads = new Map(there.map((thread) => [thread.id, thread]));
  const given = found.filter(({ withdrawnFromUse }) => !withdrawnFromUse);
  return {
    records: new Map(found.map((record) => [record.id, record])),
    threads,
    said: saidIn(cases, threads, given),
  };
}

/**
 * Returns the documents of `ids` that carry `file`. Includes documents withdrawn from use without reading them. @throws Error
 * if another document cannot be read
 */
export function carryingIn(
  { records, threads, said }: CarryingFacts,
  file: Sha256,
  ids: readonly DocumentId[],
): Carrying[] {
  return ids.flatMap((id): Carrying[] => {
    const record = records.get(id);
    const thread = record && threads.get(record.thread);
    if (record === undefined || thread === undefined) return [];
    if (record.withdrawnFromUse) return [{ record, thread, said: null }];
    const words = said.get(id);
    if (words instanceof Error) throw words;
    return words !== undefined && filesOf(words).has(file) ? [{ record, thread, said: words }] : [];
  });
}

export const firstOf = (carrying: readonly Carrying[], file: Sha256): Carrying | undefined =>
  carrying.find((each) => each.record.direction === 'IN' || isOwn(each, file));

const isOwn = ({ record, said }: Carrying, file: Sha256): boolean =>
  record.direction === 'OUT' && said !== null && !filesHandedOn(said).has(file);

export async function broughtBy(
  sources: CaseSources,
  session: Session,
  file: Sha256,
): Promise<readonly Pick<Carrying, 'record' | 'thread'>[] | undefined> {
  const { tx, cases } = sources;
  const [ids = []] = await cases.files.withAll(tx, [{ of: session, file, except: null }]);
  const carrying = carryingIn(await loadCarrying(sources, ids), file, ids);
  return firstOf(carrying, file)?.record.direction === 'OUT'
    ? undefined
    : carrying.filter(({ record }) => record.direction === 'IN');
}

type Head = Uint8Array | Error | undefined;

export interface TypeFacts {
  readonly heads: ReadonlyMap<DocumentId, readonly Head[]>;
}

export async function loadHeads(
  { reader }: Pick<Sources, 'reader'>,
  items: readonly Pick<Item, 'document' | 'files'>[],
): Promise<TypeFacts> {
  const heads = new Map<DocumentId, Head[]>();
  for (const { document, files = [] } of items) {
    const own: Head[] = [];
    for (const [i, entry] of document.attachments.entries()) {
      const stored = files[i];
      const isRead = stored !== undefined && saysType(entry);
      own.push(isRead ? await headOf(reader, stored, entry.size) : undefined);
    }
    heads.set(document.id, own);
  }
  return { heads };
}

async function headOf(
  reader: AttachmentReader | undefined,
  { root, key }: NewAttachment,
  size: number,
): Promise<Uint8Array | Error> {
  if (reader === undefined) return new Error('a file was judged where none is read');
  const range = { from: 0, to: Math.min(size, typeHeadBytes) };
  try {
    for await (const piece of reader.decryptStream(root, key, size, range)) return piece;
  } catch (error) {
    if (!isJudgement(error)) throw error;
    return error;
  }
  return new Uint8Array();
}
