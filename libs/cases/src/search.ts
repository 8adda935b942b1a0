import { compartments as allCompartments, type Compartment, type Document } from '#model';
import type { Tx } from '#store';
import { indexTokens, tokenTypes, type KeyRing, type TokenType } from '#trust';
import { threadColumns, type ThreadRecord } from './rows.js';
import { searchWords } from './search-words.js';

const types = Object.keys(tokenTypes) as readonly TokenType[];
const maxFound = 100;

/** Blind index: keyed hashes of normalised words, so that a thread is found without its words being stored. */
export class Search {
  constructor(private readonly keys: KeyRing) {}

  /** In the transaction that appends the document. */
  add(tx: Tx, thread: ThreadRecord, document: Document): void {
    const words = searchWords(document);
    const found = types.flatMap((type) =>
      this.tokens(thread.compartment, type, words[type] ?? []).map((token) => ({ type, token })),
    );
    if (found.length === 0) return;
    tx.send(
      `insert into cases.token (authority, compartment, type, token, thread, dispatch)
       select $1, $2, t.type, t.token, $3, $4 from unnest($5::text[], $6::bytea[]) as t (type, token)
       on conflict do nothing`,
      [
        thread.authority,
        thread.compartment,
        thread.id,
        document.id,
        found.map(({ type }) => type),
        found.map(({ token }) => token),
      ],
    );
  }

  /**
   * Threads in which every word of `text` occurs, or the whole text is a reference, plate or number; newest first, at
   * most 100. Row-level security keeps other authorities and compartments out.
   */
  find(tx: Tx, compartments: readonly Compartment[], text: string): Promise<ThreadRecord[]> {
    const words = text
      .split(/\s+/u)
      .filter((word) => word !== '')
      .slice(0, 16);
    const asked = allCompartments.filter((each) => compartments.includes(each));
    const needles = asked.flatMap((compartment) => [
      ...words.flatMap((word, i) =>
        types.flatMap((type) =>
          this.tokens(compartment, type, [word]).map((token) => ({ part: i, type, token })),
        ),
      ),
      ...types
        .filter((type) => tokenTypes[type] === 'whole')
        .flatMap((type) =>
          this.tokens(compartment, type, [text]).map((token) => ({ part: -1, type, token })),
        ),
    ]);
    // What is never indexed, such as a single letter, cannot be missing either.
    const parts = new Set(needles.map(({ part }) => part).filter((part) => part >= 0));
    return tx.query<ThreadRecord>(
      `with hits as (
         select k.thread, count(distinct n.part) filter (where n.part >= 0) as words,
           bool_or(n.part < 0) as whole
         from cases.token k
         join unnest($1::integer[], $2::text[], $3::bytea[]) as n (part, type, token)
           on k.type = n.type and k.token = n.token
         group by k.thread)
       select ${threadColumns} from cases.thread
       where id in (select thread from hits where whole or words = $4)
       order by opened_at desc, id desc limit ${maxFound}`,
      [
        needles.map(({ part }) => part),
        needles.map(({ type }) => type),
        needles.map(({ token }) => token),
        parts.size,
      ],
    );
  }

  private tokens(compartment: Compartment, type: TokenType, texts: readonly string[]): Buffer[] {
    if (texts.length === 0) return [];
    return indexTokens(this.keys.indexKey(compartment), compartment, type, texts);
  }
}
