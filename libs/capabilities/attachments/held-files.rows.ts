import {
  compartments,
  type AuthorityId,
  type Compartment,
  type Document,
  type DocumentId,
  type Sha256,
  type StateCode,
} from '#kernel';
import type { IndexToken, ThreadRecord } from '#threads';
import type { Tx } from '#store';
import { handedOn, markTokens, type KeyRing } from '#trust';

/** Of the blind index; no word that is searched for has it. */
const type = 'file';

/** Documents with one file that are compared: who has it in more has it from nobody in particular. */
const mostHeld = 64;

/** Desk whose files are looked through. */
export interface FilesOf {
  readonly authority: AuthorityId;
  readonly compartments: readonly Compartment[];
}

/** A file, whose files are looked through, and the document that is not looked for. */
export interface AskedFile {
  readonly of: FilesOf;
  readonly file: Sha256;
  readonly except: DocumentId | null;
}

const filesIn = (documents: readonly Document[]): Sha256[] =>
  documents.flatMap(({ attachments }) => attachments.map(({ sha256 }) => sha256));

/** Files of what a document hands on, however deep that lies. @throws TrustError ENCLOSED_INVALID */
export const filesHandedOn = (document: Document): ReadonlySet<Sha256> =>
  new Set(filesIn(handedOn(document)));

/** States of what a document hands on with this file. @throws TrustError ENCLOSED_INVALID */
export const originsOf = (document: Document, file: Sha256): StateCode[] =>
  handedOn(document)
    .filter((each) => each.attachments.some(({ sha256 }) => sha256 === file))
    .map(({ from }) => from.state);

/** Files that a document came with, and those of what it hands on: these are known again also where they did not come along. */
export const filesOf = (document: Document): ReadonlySet<Sha256> =>
  new Set([...filesIn([document]), ...filesHandedOn(document)]);

/**
 * Documents that came with a file, by a keyed hash of its SHA-256 in the blind index: so that a file is known again that is
 * attached elsewhere, and a reader of the database learns no hash. They go with the words of their document.
 */
export class HeldFiles {
  constructor(private readonly keys: KeyRing) {}

  /** Tokens of the files of a document. */
  tokensOf({ compartment }: Pick<ThreadRecord, 'compartment'>, document: Document): IndexToken[] {
    return this.tokens(compartment, [...filesOf(document)]).map((token) => ({ type, token }));
  }

  /**
   * Documents with each of these files, of the authorities that are asked, the oldest first; two files may share a keyed hash. In
   * their order.
   */
  async withAll(tx: Tx, asked: readonly AskedFile[]): Promise<readonly (readonly DocumentId[])[]> {
    if (asked.length === 0) return [];
    const sought = asked.flatMap(({ of: { authority, compartments }, file }, place) =>
      compartments.flatMap((compartment) =>
        this.tokens(compartment, [file]).map((token) => ({ place, authority, compartment, token })),
      ),
    );
    const rows = await tx.query<{ place: number; id: DocumentId }>(
      `select a.place, f.id from unnest($1::int[], $2::uuid[]) as a (place, but)
       cross join lateral (
         select d.id, d.committed_at
         from unnest($3::int[], $4::text[], $5::text[], $6::bytea[]) as n (place, authority, compartment, token)
         join cases.token k on k.authority = n.authority and k.compartment = n.compartment
           and k.type = '${type}' and k.token = n.token
         join cases.dispatch d on d.id = k.dispatch
         where n.place = a.place and (a.but is null or d.id <> a.but)
         order by d.committed_at, d.id limit ${mostHeld}) f
       order by a.place, f.committed_at, f.id`,
      [
        asked.map((_, place) => place),
        asked.map(({ except }) => except),
        sought.map(({ place }) => place),
        sought.map(({ authority }) => authority),
        sought.map(({ compartment }) => compartment),
        sought.map(({ token }) => token),
      ],
    );
    const found = asked.map((): DocumentId[] => []);
    for (const { place, id } of rows) found[place]?.push(id);
    return found;
  }

  /**
   * The same of the whole State, for each of many files, whatever authority and compartment: for a step alone, as row-level
   * security has it. Authorities are jumped over in the index, one look for each.
   */
  async anywhere(
    tx: Tx,
    files: readonly Sha256[],
  ): Promise<ReadonlyMap<Sha256, readonly DocumentId[]>> {
    const found = new Map<Sha256, DocumentId[]>();
    if (files.length === 0) return found;
    const sought = compartments
      .filter((compartment) => this.keys.epochs(compartment).length > 0)
      .flatMap((compartment) =>
        this.tokens(compartment, files).map((token, i) => ({ file: files[i], compartment, token })),
      );
    const rows = await tx.query<{ file: Sha256; id: DocumentId }>(
      `with recursive desk (authority) as (
         select min(k.authority) from cases.token k
         union all
         select (select min(k.authority) from cases.token k where k.authority > d.authority)
         from desk d where d.authority is not null)
       select n.file, f.id from unnest($1::text[], $2::text[], $3::bytea[]) as n (file, compartment, token)
       cross join lateral (
         select d.id, d.committed_at from desk a
         join cases.token k on k.authority = a.authority and k.compartment = n.compartment
           and k.type = '${type}' and k.token = n.token
         join cases.dispatch d on d.id = k.dispatch
         order by d.committed_at, d.id limit ${mostHeld}) f
       order by f.committed_at, f.id`,
      [
        sought.map(({ file }) => file),
        sought.map(({ compartment }) => compartment),
        sought.map(({ token }) => token),
      ],
    );
    for (const { file, id } of rows) found.set(file, [...(found.get(file) ?? []), id]);
    return found;
  }

  private tokens(compartment: Compartment, files: readonly Sha256[]): Buffer[] {
    return markTokens(this.keys.indexKey(compartment), compartment, type, files);
  }
}
