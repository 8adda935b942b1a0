import { asAdmin } from '#store';
import {
  encryptContent,
  indexTokens,
  markTokens,
  newThreadKey,
  wrapThreadKey,
  type TokenType,
} from '#trust';
import { parseAuthorityId, parseThreadId, type Side, type ThreadId } from '#kernel';
import type { Likeness } from '#capabilities/deconfliction/sought.model';
import type { TestGateway } from './gateway.js';

/** In about so many threads of a desk of any size a name stands, and the word of a district. */
export const share = { name: 200, district: 500 } as const;

/**
 * One number has no divisor in common with what threads take turns by: whose they are, and on which side. Then who has a name
 * or a word does not hang on whose the thread is.
 */
function different(count: number, each: number): number {
  let number = Math.ceil(count / each);
  while (number % 2 === 0 || number % 5 === 0) number += 1;
  return number;
}

export interface Words {
  /** In every thread. */
  readonly everywhere: string;
  /** In what a colleague has, and the officer may not read. */
  readonly elsewhere: string;
  readonly name: (n: number) => string;
  readonly district: (n: number) => string;
  /** In one thread alone. */
  readonly reference: (n: number) => string;
  readonly plate: (n: number) => string;
}

/** Of desks of so many threads: there are as many more names and districts as there are threads, and each has as many as before. */
export function wordsOf(count: number): Words {
  const [names, districts] = [different(count, share.name), different(count, share.district)];
  return {
    ...{ everywhere: 'vehicle', elsewhere: 'container' },
    name: (n) => `Person${n % names}`,
    district: (n) => `district${n % districts}`,
    reference: (n) => `REF-${n}`,
    plate: (n) => `XX ${n} YY`,
  };
}

const firstAt = Date.parse('2024-01-01T00:00:00.000Z');
const stepMs = 30_000;
const authority = parseAuthorityId('border-police');
const compartment = 'ENFORCEMENT';
const batch = 4_000;

/** The n-th thread was opened so many steps after the first, by the time in its id. */
export function threadOf(n: number): ThreadId {
  const time = (firstAt + n * stepMs).toString(16).padStart(12, '0');
  const rest = n.toString(16).padStart(12, '0');
  return parseThreadId(`${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${rest}`);
}

/**
 * The sides take turns. Of fifty threads one is open and its clock runs; of five hundred the officer has one in hand. Ten are a
 * risk to life, at a desk of any size: they come first in a list, and everybody may read them.
 */
const sideOf = (n: number): Side => (n % 2 === 0 ? 'ASKED' : 'ASKING');
const isOpen = (n: number): boolean => Math.floor(n / 2) % 50 === 0;
const isLife = (n: number, count: number): boolean =>
  Math.floor(n / 2) % (50 * Math.ceil(count / 1_000)) === 50;
const isHeld = (n: number): boolean => Math.floor(n / 2) % 500 === 0;
/** Where a colleague works too: of ten settled threads one is nobody's, and of the others every second is the colleague's. */
const isColleagues = (n: number): boolean => {
  const place = Math.floor(n / 2);
  return !isOpen(n) && place % 10 !== 9 && place % 2 === 0;
};
const isSettledHere = (n: number): boolean => {
  const place = Math.floor(n / 2);
  return !isOpen(n) && place % 10 !== 9 && place % 2 === 1;
};
/** Of twenty of the colleague's, the officer is on the roster of one, and of half of what this State asks. */
const isShared = (n: number): boolean =>
  sideOf(n) === 'ASKED'
    ? isColleagues(n) && Math.floor(n / 2) % 40 === 2
    : Math.floor(n / 2) % 2 === 0;

const isHidden = (n: number): boolean => sideOf(n) === 'ASKED' && isColleagues(n) && !isShared(n);

/**
 * Fills the desks of an authority past the product: what is measured is how they are listed and searched. Without a colleague
 * all may be read by everybody of the desk.
 */
export async function fillThreads(
  gateway: TestGateway,
  holder: string,
  count: number,
  progress: (done: number) => void = () => undefined,
  colleague?: string,
): Promise<void> {
  const { keys, store } = await gateway.parts('inbox');
  const storageKey = keys.storageKey(compartment);
  const indexKey = keys.indexKey(compartment);
  const words = wordsOf(count);
  const tokensOf = (n: number): (readonly [TokenType, Buffer])[] =>
    (
      [
        ['text', `${words.everywhere} ${words.district(n)} ${isHidden(n) ? words.elsewhere : ''}`],
        ['name', words.name(n)],
        ['reference', words.reference(n)],
        ['plate', words.plate(n)],
      ] as const
    ).flatMap(([type, text]) =>
      indexTokens(indexKey, compartment, type, [text]).map((token) => [type, token] as const),
    );
  /** By which each is compared with others of a list: its plate is its own, its person that of as many at a desk of any size. */
  const marksOf = (n: number): (readonly [Likeness, Buffer])[] =>
    (
      [
        ['PLATE', words.plate(n)],
        ['PERSON', words.name(n)],
      ] as const
    ).flatMap(([type, value]) =>
      markTokens(indexKey, compartment, type, [value]).map((token) => [type, token] as const),
    );
  const holderOf = (n: number): string | null => {
    if (sideOf(n) === 'ASKING') return null;
    if (isHeld(n)) return holder;
    if (colleague === undefined) return null;
    if (isColleagues(n)) return colleague;
    return isSettledHere(n) ? holder : null;
  };
  const threadRow = (n: number) => {
    const [id, side, key] = [threadOf(n), sideOf(n), newThreadKey()];
    const at = new Date(firstAt + n * stepMs).toISOString();
    return {
      ...{ id, side, at, open: isOpen(n), life: isLife(n, count), held: holderOf(n) },
      wrapped: wrapThreadKey(key, { id, authority, side }, storageKey),
      summary: encryptContent(key, `summary:${id}`, Buffer.from(`A ${words.everywhere}, ${n}`)),
    };
  };
  await asAdmin(gateway.database, async (admin) => {
    for (let from = 0; from < count; from += batch) {
      const numbers = Array.from({ length: Math.min(batch, count - from) }, (_, i) => from + i);
      const rows = numbers.map(threadRow);
      const of = <K extends keyof (typeof rows)[number]>(name: K) => rows.map((row) => row[name]);
      await admin.query(
        `insert into cases.thread (id, authority, compartment, side, request_type, peer, peer_authority,
           link_id, state, priority, holder, key_epoch, key_wrapped, summary, opened_at, updated_at, due_at,
           owner, take_by)
         select r.id, $9, $10, r.side, 'INFORMATION', 'XA', 'border-police', repeat('0', 32),
           case when r.open then 'SUBMITTED' else 'ANSWERED' end, case when r.life then 0 else 2 end,
           r.held, $8, r.wrapped, r.summary, r.at, r.at,
           case when r.open then r.at + interval '7 days' end, case r.side when 'ASKING' then 'ana' end,
           case when r.life then r.at + interval '15 minutes' end
         from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::boolean[], $5::text[], $6::bytea[], $7::bytea[], $11::boolean[])
           as r (id, side, at, open, held, wrapped, summary, life)`,
        [
          ...[of('id'), of('side'), of('at'), of('open'), of('held'), of('wrapped'), of('summary')],
          ...[storageKey.epoch, authority, compartment, of('life')],
        ],
      );
      await admin.query(
        `insert into cases.dispatch (id, thread, authority, compartment, direction, kind, officer,
           document_sha256, composed_at, committed_at, delivered_at, clock_act)
         select id, id, authority, compartment, case side when 'ASKED' then 'IN' else 'OUT' end, 'request', $2,
           repeat('0', 64), opened_at, opened_at, opened_at, 'START'
         from cases.thread where id = any ($1::uuid[])`,
        [of('id'), holder],
      );
      const shared = colleague === undefined ? [] : numbers.filter(isShared).map(threadOf);
      await admin.query(
        `insert into cases.roster (thread, officer, authority, compartment, reason, added_by)
         select id, $2, authority, compartment, 'STAND_IN', $3 from cases.thread where id = any ($1::uuid[])`,
        [shared, holder, colleague ?? holder],
      );
      const tokens = numbers.flatMap((n) =>
        tokensOf(n).map(([type, token]) => ({ type, token, thread: threadOf(n) })),
      );
      await admin.query(
        `insert into cases.token (authority, compartment, type, token, thread, dispatch)
         select $1, $2, t.type, t.token, t.thread, t.thread
         from unnest($3::text[], $4::bytea[], $5::uuid[]) as t (type, token, thread)`,
        [
          ...[authority, compartment],
          ...[tokens.map((t) => t.type), tokens.map((t) => t.token), tokens.map((t) => t.thread)],
        ],
      );
      const marks = rows.flatMap(({ id, at }, i) =>
        marksOf(from + i).map(([type, token]) => ({ id, at, type, token })),
      );
      await admin.query(
        `insert into cases.likeness (compartment, type, token, authority, opened_at, thread)
         select $1, m.type, m.token, $2, m.at, m.id
         from unnest($3::text[], $4::bytea[], $5::timestamptz[], $6::uuid[]) as m (type, token, at, id)`,
        [
          ...[compartment, authority],
          ...[marks.map((m) => m.type), marks.map((m) => m.token)],
          ...[marks.map((m) => m.at), marks.map((m) => m.id)],
        ],
      );
      progress(from + numbers.length);
    }
    // As the server would by and by: nothing of it goes on while something is measured.
    await admin.query(
      'vacuum (analyze) cases.thread, cases.dispatch, cases.roster, cases.token, cases.likeness',
    );
    await admin.query('checkpoint');
  });
  await store.close();
}
