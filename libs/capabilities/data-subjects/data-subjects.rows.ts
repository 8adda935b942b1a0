import {
  phrase,
  type AuthorityId,
  type Compartment,
  type DataSubjectKind,
  type DocumentId,
  type LinkId,
  type OfficerId,
  type ThreadId,
} from '#kernel';
import { randomUUID } from 'node:crypto';
import { subjectLimits } from './data-subjects.lists.js';
import type { SoughtPerson } from './found-files.contract.js';
import {
  aloneLeft,
  assertWritten,
  takeOf,
  writtenBelow,
  type Allowance,
  ThreadsError,
  arrived,
  lost,
  dispatchColumns,
  type DispatchRecord,
  type ThreadRecord,
} from '#threads';
import { isTooVague } from './persons.rules.js';
import type { Tx } from '#store';
import { indexTokens, type KeyRing, type TokenType } from '#trust';

export interface DocumentOfSubject {
  readonly id: DocumentId;
  readonly direction: 'OUT' | 'IN';
  readonly recalled: boolean;
  readonly neverLeft: boolean;
  readonly contactPoint: AuthorityId | null;
  readonly forwardedTo: readonly string[];
  readonly content: Buffer | null;
}

export interface FileOfSubject extends Pick<
  ThreadRecord,
  | 'id'
  | 'authority'
  | 'compartment'
  | 'side'
  | 'requestType'
  | 'peer'
  | 'peerAuthority'
  | 'formerAuthorities'
  | 'state'
  | 'keyEpoch'
  | 'keyWrapped'
  | 'openedAt'
  | 'updatedAt'
> {
  readonly endedAt: Date | null;
  readonly reviewAt: Date | null;
  readonly eraseAt: Date | null;
  readonly documents: readonly DocumentOfSubject[];
}

type Row = Omit<FileOfSubject, 'documents'> &
  Omit<DocumentOfSubject, 'id'> & { readonly dispatch: DocumentId };

interface Needle {
  readonly part: number;
  readonly compartment: Compartment;
  readonly type: TokenType;
  readonly token: Buffer;
}

const numberTypes = ['document', 'phone', 'plate'] as const satisfies readonly TokenType[];
const { page, documents: ofOneFile } = subjectLimits;
const ofOnePage = 4 * page;
const searches: Allowance = {
  done: 'cases.subject_search',
  most: subjectLimits.searchesPerDay,
  within: '1 day',
  spent: 'SUBJECT_SEARCHES_SPENT',
};
const asks: Allowance = {
  done: `(select owner as officer, opened_at as at from cases.thread where request_type = 'DATA_SUBJECT_REQUEST') asked`,
  most: subjectLimits.asksPerDay,
  within: '1 day',
  spent: 'SUBJECT_ASKS_SPENT',
};

/**
 * Finds threads about a person in all authorities, regardless of access lists. Call `countSearch` before `files`, in one
 * transaction.
 */
export class DataSubjects {
  constructor(private readonly keys: KeyRing) {}

  /**
   * Stores one search; returns its id and how many more searches the daily limit permits. @throws ThreadsError
   * SUBJECT_SEARCHES_SPENT if none is left; the error states when the next search is allowed
   */
  async countSearch(
    tx: Tx,
    { officer, authority }: { readonly officer: OfficerId; readonly authority: AuthorityId },
  ): Promise<{ readonly search: string; readonly left: number }> {
    const taken = await takeOf(tx, searches, officer);
    const search = randomUUID();
    const written = await tx.query<{ before: number }>(
      `insert into cases.subject_search (officer, id, authority) values ($1, $2, $3)
       ${writtenBelow(searches)}`,
      [officer, search, authority],
    );
    assertWritten(searches, taken, written);
    return { search, left: taken.left };
  }

  /**
   * Returns a page of threads that may concern the person, newest first. Callers must confirm matches in the decrypted
   * documents. @throws ThreadsError SUBJECT_TOO_VAGUE if no name or number can be searched
   */
  async files(
    tx: Tx,
    sought: SoughtPerson,
    compartments: readonly Compartment[],
    before: ThreadId | null,
  ): Promise<{ readonly files: readonly FileOfSubject[]; readonly next: ThreadId | null }> {
    if (isTooVague(sought)) throw new ThreadsError('SUBJECT_TOO_VAGUE');
    const needles = this.needles(sought, compartments);
    const rows = await tx.query<Row>(
      `select id, authority, compartment, side, request_type as "requestType", peer,
         peer_authority as "peerAuthority", former_authorities as "formerAuthorities", state,
         key_epoch as "keyEpoch", key_wrapped as "keyWrapped", opened_at as "openedAt", updated_at as "updatedAt",
         ended_at as "endedAt", review_at as "reviewAt", erase_at as "eraseAt", dispatch, direction, recalled,
         contact_point as "contactPoint", forwarded_to as "forwardedTo", content,
         never_left as "neverLeft"
       from cases.of_subject($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        needles.map(({ part }) => part),
        needles.map(({ compartment }) => compartment),
        needles.map(({ type }) => type),
        needles.map(({ token }) => token),
        before,
        page + 1,
        ofOneFile,
        ofOnePage,
      ],
    );
    const found = filesOf(rows);
    // Over the page limit: the last file may be incomplete, so it moves whole to the next page.
    const whole = rows.length < ofOnePage ? found : found.slice(0, -1);
    const files = whole.slice(0, page);
    return { files, next: found.length > files.length ? (files.at(-1)?.id ?? null) : null };
  }

  /**
   * Checks the officer's daily limit of data-subject requests. Call it after storing the new request, because the new request
   * counts too. @throws ThreadsError SUBJECT_ASKS_SPENT if the limit is exceeded; the error states when the next request is
   * allowed
   */
  async assertAsksLeft(tx: Tx, officer: OfficerId): Promise<void> {
    await aloneLeft(tx, asks, officer, 1);
  }

  /**
   * Limits the neighbour's open data-subject requests. `beside`: number of its requests accepted earlier in the batch.
   * @throws ThreadsError SUBJECT_ASKS_OPEN if the limit `asksOpen` is reached
   */
  async assertRoom(tx: Tx, link: LinkId, beside: number): Promise<void> {
    const most = subjectLimits.asksOpen;
    // Without the lock two transactions could both take the last place.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('subject-asks ' || $1, 0))`, [
      link,
    ]);
    const rows = await tx.query(
      `select 1 as one from cases.thread
       where link_id = $1 and compartment = 'DATA_PROTECTION' and side = 'ASKED'
         and (state = 'SUBMITTED' and key_wrapped is not null or opened_at > statement_timestamp() - interval '1 day')
       limit ${most}`,
      [link],
    );
    if (rows.length + beside >= most) throw new ThreadsError('SUBJECT_ASKS_OPEN', phrase`${most}`);
  }

  said(tx: Tx, threads: readonly ThreadId[]): Promise<DispatchRecord[]> {
    return tx.query<DispatchRecord>(
      `select distinct on (thread, kind) ${dispatchColumns} from cases.dispatch d
       where thread = any ($1::uuid[]) and (id = thread or ${arrived('d')})
       order by thread, kind, committed_at desc, id desc`,
      [threads],
    );
  }

  async undelivered(
    tx: Tx,
    threads: readonly ThreadId[],
  ): Promise<ReadonlyMap<ThreadId, DataSubjectKind>> {
    const rows = await tx.query<{ thread: ThreadId; kind: DataSubjectKind }>(
      `select thread, kind from (
         select distinct on (thread, id = thread) thread, kind, id, ${lost('d.id')} as lost from cases.dispatch d
         where thread = any ($1::uuid[]) and direction = 'OUT'
         order by thread, id = thread, committed_at desc, id desc) own
       where lost order by thread, id = thread`,
      [threads],
    );
    return new Map(rows.map(({ thread, kind }) => [thread, kind]));
  }

  async isWithdrawn(tx: Tx, { id }: Pick<ThreadRecord, 'id'>): Promise<boolean> {
    const rows = await tx.query(
      `select 1 as one from cases.dispatch where thread = $1 and kind = 'data-subject-withdrawal'`,
      [id],
    );
    return rows.length > 0;
  }

  private needles(
    { names, numbers }: SoughtPerson,
    compartments: readonly Compartment[],
  ): Needle[] {
    const parts: (readonly [TokenType, string])[] = [
      ...names.map((name) => ['name', name] as const),
      ...numbers.flatMap((number) => numberTypes.map((type) => [type, number] as const)),
    ];
    return compartments.flatMap((compartment) =>
      parts.flatMap(([type, text], part) =>
        indexTokens(this.keys.indexKey(compartment), compartment, type, [text]).map((token) => ({
          ...{ part, compartment, type, token },
        })),
      ),
    );
  }
}

function filesOf(rows: readonly Row[]): FileOfSubject[] {
  const found = new Map<ThreadId, FileOfSubject & { documents: DocumentOfSubject[] }>();
  for (const row of rows) {
    const { dispatch, direction, recalled, neverLeft, ...more } = row;
    const { contactPoint, forwardedTo, content, ...rest } = more;
    const file = found.get(row.id) ?? { ...rest, documents: [] };
    const said = { id: dispatch, direction, recalled, neverLeft };
    file.documents.push({ ...said, contactPoint, forwardedTo, content });
    found.set(row.id, file);
  }
  return [...found.values()];
}
