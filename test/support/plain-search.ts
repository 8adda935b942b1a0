import type { Side, ThreadId } from '#kernel';

/** A thread as a search knows it. */
export interface Searched {
  readonly id: ThreadId;
  readonly side: Side;
  readonly openedAt: number;
  /** Who has it in hand, or asked it. */
  readonly keeper: string | null;
  readonly isLife: boolean;
  /** When the officer was put on the roster, and whether that has run out. */
  readonly added: { readonly at: number; readonly ended: boolean } | null;
  readonly withheld: boolean;
  readonly words: ReadonlySet<string>;
  /** Found by a text that is this and nothing else. */
  readonly references: ReadonlySet<string>;
}

const mostFound = 100;
const mostLooked = 2_000;

/** What a search finds, the plain way: it puts everything into order, asks everything of everything, and stops nowhere. */
export function plainSearch(
  threads: readonly Searched[],
  officer: string,
  side: Side,
  words: readonly string[],
): { readonly threads: readonly ThreadId[]; readonly more: boolean } {
  const byId = threads.toSorted((a, b) => (a.id < b.id ? 1 : -1)).filter((t) => !t.withheld);
  const newest = threads.toSorted((a, b) => b.openedAt - a.openedAt || (a.id < b.id ? 1 : -1));
  const mine = newest.filter((t) => t.keeper === officer).slice(0, mostLooked);
  const added = threads
    .toSorted((a, b) => (b.added?.at ?? 0) - (a.added?.at ?? 0))
    .filter((t) => t.added !== null)
    .slice(0, mostLooked);
  const own = new Set([...mine, ...added]);
  const needles = [
    ...words.flatMap((word, part) => [
      { part, has: (t: Searched) => t.words.has(word) },
      { part, has: (t: Searched) => t.references.has(word) },
    ]),
    { part: -1, has: (t: Searched) => t.references.has(words.join('')) },
  ].map(({ part, has }) => ({ part, has, newest: new Set(byId.filter(has).slice(0, mostLooked)) }));
  const parts = words.map((_, part) => part);
  const hitsOf = (part: number): number =>
    needles.reduce((sum, n) => (n.part === part ? sum + n.newest.size : sum), 0);
  const rarest = parts.reduce((a, b) => (hitsOf(b) < hitsOf(a) ? b : a), 0);
  const others = hitsOf(rarest) === 0 ? [] : parts.filter((part) => part !== rarest);
  const looked = needles.filter(
    ({ part, newest: { size } }) => size > 0 && (part === rarest || part < 0),
  );
  const isCut = ({ newest: { size } }: (typeof needles)[number]): boolean => size === mostLooked;
  const hasOthers = (t: Searched): boolean =>
    others.every((part) => needles.some((n) => n.part === part && n.has(t)));
  const found = new Set(
    looked.flatMap((needle) =>
      byId.filter(
        (t) =>
          needle.has(t) &&
          (needle.newest.has(t) || (isCut(needle) && own.has(t))) &&
          (needle.part < 0 || hasOthers(t)),
      ),
    ),
  );
  const mayRead = (t: Searched): boolean =>
    t.isLife ||
    t.keeper === officer ||
    (t.side === 'ASKED' && t.keeper === null) ||
    t.added?.ended === false;
  const page = newest.filter((t) => found.has(t) && t.side === side && mayRead(t));
  const shown = page.slice(0, mostFound).map(({ id }) => id);
  const more = (looked.some(isCut) && shown.length > 0) || shown.length === mostFound;
  return { threads: shown, more };
}
