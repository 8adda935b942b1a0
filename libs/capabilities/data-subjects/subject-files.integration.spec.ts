import fc from 'fast-check';
import { v7 } from 'uuid';
import { TestPostgres } from '../../../test/support/postgres.js';
import { insertRow, insertRows } from '../../../test/support/rows.js';
import {
  parseAuthorityId,
  parseDocumentId,
  parseOfficerId,
  parseThreadId,
  type Compartment,
  type DocumentId,
  type ThreadId,
} from '#kernel';
import { subjectLimits } from './data-subjects.lists.js';
import { DataSubjects } from './data-subjects.rows.js';
import { type Connection, migrations, type Store } from '#store';
import { indexTokens, type KeyRing, type TokenType } from '#trust';

let postgres: TestPostgres;
let database: Connection;
let requests: Store;
const keys = { indexKey: () => Buffer.alloc(32) } as unknown as KeyRing;
const subjects = new DataSubjects(keys);
const desks = ['border-police', 'customs', 'harbour-office'] as const;
const authority = parseAuthorityId(desks[0]);
const compartments = ['ENFORCEMENT', 'PROTECTION'] as const;
const searcher = (name: string, of: readonly Compartment[] = compartments) => ({
  ...{ step: 'search-subject', officer: parseOfficerId(name), authority, compartments: of },
});
type Rows = Record<string, unknown>[];

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
  const login = await postgres.role(database, 'liaise_requests');
  requests = await postgres.store(login, 'requests', 1);
}, 60_000);
afterAll(async () => {
  await requests.close();
  await postgres.stop();
});

const tokenRows = (
  place: { readonly authority: string; readonly compartment: Compartment },
  said: { readonly thread: string; readonly dispatch: string },
  [type, text]: readonly [TokenType, string],
): Rows =>
  indexTokens(keys.indexKey(place.compartment), place.compartment, type, [text]).map((token) => ({
    ...{ type, token },
    ...place,
    ...said,
  }));

const words = ['anna', 'maria', 'berg'] as const;
const writings: readonly (readonly (typeof words)[number][])[] = [['anna', 'berg'], ['maria']];
const document = fc.record({
  words: fc.subarray([...words]),
  number: fc.option(fc.constantFrom<TokenType>('document', 'phone', 'plate'), { freq: 4 }),
  times: fc.constantFrom(1, 1, 1, 1, subjectLimits.documents + 3),
});
const file = fc.record({
  desk: fc.constantFrom(...desks),
  compartment: fc.constantFrom(...compartments),
  documents: fc.array(document, { minLength: 1, maxLength: 4 }),
  times: fc.constantFrom(1, 1, 1, 1, subjectLimits.page + 3),
});
type Said = typeof document extends fc.Arbitrary<infer D> ? D : never;
type Written = typeof file extends fc.Arbitrary<infer F> ? F : never;
type Found = [ThreadId, DocumentId[]][];

// No file, more than a page of files, and more documents than are shown: twice each, so that every run sees them.
const said: Said = { words: ['maria'], number: null, times: 1 };
const written: Written = {
  ...{ desk: desks[0], compartment: 'ENFORCEMENT', documents: [said], times: 1 },
};
const manyFiles: Written = { ...written, times: subjectLimits.page + 3 };
const manyDocuments: Written = {
  ...written,
  documents: [{ ...said, times: subjectLimits.documents + 3 }],
};
const always = [[], [manyFiles], [manyDocuments]].flatMap((files): [Written[], Compartment[]][] => [
  [files, ['ENFORCEMENT']],
  [files, [...compartments]],
]);

const isFound = ({ words: said, number }: Said): boolean =>
  number !== null || writings.some((writing) => writing.every((word) => said.includes(word)));

function shown(thread: ThreadId, found: readonly DocumentId[]): DocumentId[] {
  const isOpener = (id: DocumentId): boolean => String(id) === thread;
  const later = found.filter((id) => !isOpener(id)).sort();
  return [...found.filter(isOpener), ...later.reverse()].slice(0, subjectLimits.documents);
}

describe('the files of a person at all desks', () => {
  let run = 0;
  const own = (word: string): string => `${word}${run}x`;

  async function write({ desk, compartment, documents, times }: Written): Promise<Found> {
    const place = { authority: desk, compartment };
    const [threads, dispatches, tokens]: [Rows, Rows, Rows] = [[], [], []];
    const found: Found = [];
    for (let copy = 0; copy < times; copy += 1) {
      const thread = parseThreadId(v7());
      threads.push({ id: thread, side: 'ASKED', ...place });
      const said = documents.flatMap((each) =>
        Array.from({ length: times > 1 ? 1 : each.times }, () => each),
      );
      const ids = said.map((each, i) => {
        const dispatch = parseDocumentId(i === 0 ? thread : v7());
        dispatches.push({ id: dispatch, thread, direction: 'IN', ...place });
        const texts = each.words.map((word): [TokenType, string] => ['name', own(word)]);
        if (each.number !== null) texts.push([each.number, own('k4711')]);
        for (const text of texts) tokens.push(...tokenRows(place, { thread, dispatch }, text));
        return isFound(each) ? [dispatch] : [];
      });
      found.push([thread, ids.flat()]);
    }
    await insertRows(database, 'cases.thread', threads);
    await insertRows(database, 'cases.dispatch', dispatches);
    await insertRows(database, 'cases.token', tokens);
    return found.filter(([, ids]) => ids.length > 0);
  }

  async function search(of: readonly Compartment[]) {
    const names = writings.map((writing) => writing.map(own).join(' '));
    const sought = { names, birthDate: null, numbers: [own('k4711')] };
    const context = searcher(`dan${run}`, of);
    const files: Found = [];
    let pages = 0;
    let before: ThreadId | null = null;
    do {
      const page = await requests.transaction(context, async (tx) => {
        await subjects.countSearch(tx, context);
        return subjects.files(tx, sought, compartments, before);
      });
      for (const { id, documents } of page.files) files.push([id, documents.map((d) => d.id)]);
      before = page.next;
      pages += 1;
    } while (before !== null);
    return { files, pages };
  }

  it('are those in whose documents all words of one writing stand, or a number, once each', async () => {
    const seen = { none: 0, pages: 0, cut: 0 };
    const asked = fc.subarray([...compartments], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(file, { maxLength: 4 }), asked, async (files, of) => {
        run += 1;
        const expected: Found = [];
        for (const each of files) {
          const found = await write(each);
          if (!of.includes(each.compartment)) continue;
          expected.push(
            ...found.map(([id, ids]): [ThreadId, DocumentId[]] => [id, shown(id, ids)]),
          );
          seen.cut += found.filter(([, ids]) => ids.length > subjectLimits.documents).length;
        }
        const given = await search(of);
        expect(given.files).toEqual(expected.sort(([a], [b]) => (a < b ? 1 : -1)));
        if (expected.length === 0) seen.none += 1;
        if (given.pages > 1) seen.pages += 1;
      }),
      { numRuns: 40, examples: always },
    );
    expect([seen, Object.values(seen).every((count) => count > 1)]).toEqual([seen, true]);
  }, 120_000);

  it('are none without a search that was counted in the same transaction, and in no other step', async () => {
    const place = { authority: desks[1], compartment: 'ENFORCEMENT' } as const;
    const thread = v7();
    await insertRow(database, 'cases.thread', { id: thread, side: 'ASKED', ...place });
    const said = { id: thread, thread, direction: 'IN', ...place };
    await insertRow(database, 'cases.dispatch', said);
    const at = { thread, dispatch: thread };
    await insertRows(database, 'cases.token', tokenRows(place, at, ['name', 'zita']));
    const sought = { names: ['zita'], birthDate: null, numbers: [] };
    const found = (isTaken: boolean, step = 'search-subject'): Promise<number> => {
      const context = { ...searcher('pat'), step };
      return requests.transaction(context, async (tx) => {
        if (isTaken) await subjects.countSearch(tx, context);
        return (await subjects.files(tx, sought, compartments, null)).files.length;
      });
    };
    expect(await found(true)).toBe(1);
    expect([await found(false), await found(true, 'list-threads')]).toEqual([0, 0]);
  });
});
