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
import { handedOn, matchKeyTokens, type KeyRing } from '#trust';

const type = 'file';

const mostHeld = 64;

export interface FilesOf {
  readonly authority: AuthorityId;
  readonly compartments: readonly Compartment[];
}

export interface AskedFile {
  readonly of: FilesOf;
  readonly file: Sha256;
  readonly except: DocumentId | null;
}

const filesIn = (documents: readonly Document[]): Sha256[] =>
  documents.flatMap(({ attachments }) => attachments.map(({ sha256 }) => sha256));

export const filesHandedOn = (document: Document): ReadonlySet<Sha256> =>
  new Set(filesIn(handedOn(document)));

export const originsOf = (document: Document, file: Sha256): StateCode[] =>
  handedOn(document)
    .filter((each) => each.attachments.some(({ sha256 }) => sha256 === file))
    .map(({ from }) => from.state);

export const filesOf = (document: Document): ReadonlySet<Sha256> =>
  new Set([...filesIn([document]), ...filesHandedOn(document)]);

/**
 * Index from files to the documents that carry the files. Holds keyed hashes, so that a reader of the database learns no
 * SHA-256.
 */
export class HeldFiles {
  constructor(private readonly keys: KeyRing) {}

  tokensOf({ compartment }: Pick<ThreadRecord, 'compartment'>, document: Document): IndexToken[] {
    return this.tokens(compartment, [...filesOf(document)]).map((token) => ({ type, token }));
  }

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
   * Finds documents that carry these files, in all authorities of the State. Row-level security permits this search to
   * background jobs only, not to officers.
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
    return matchKeyTokens(this.keys.indexKey(compartment), compartment, type, files);
  }
}
