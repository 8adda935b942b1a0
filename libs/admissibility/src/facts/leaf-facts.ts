import type { Finding, PackageFacts, ShownEvent } from '#package';
import { paths } from '#package';
import type { LeafFact, Members } from './case-facts.js';

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const invalidating: ReadonlySet<string> = new Set([
  ...[
    'LEAF_FORM',
    'LEAF_HASH',
    'LEAF_LOG',
    'EVENT_KEY',
    'EVENT_SIGNATURE',
    'EVENT_SERVICE',
    'EVENT_TWICE',
  ],
  ...['PROOF_FORM', 'PROOF_CHECKPOINT', 'PROOF_INVALID', 'FILE_HASH'],
]);

type Said = Omit<LeafFact, 'index' | 'why' | 'state'>;

const nothing: Said = {
  ...{ typ: '', at: 0, anchor: null, offsetMs: null, reason: null, data: {} },
  actor: 'NONE',
};

function offsetIn(t: unknown): LeafFact['offsetMs'] {
  const offset = isObject(t) ? t['offsetMs'] : null;
  if (!Array.isArray(offset) || offset.length !== 2) return null;
  const [least, most] = offset as readonly unknown[];
  return typeof least === 'number' && typeof most === 'number' ? [least, most] : null;
}

function actorIn(leaf: Members): LeafFact['actor'] {
  const { actor, sd } = leaf;
  if (isObject(actor) && isText(actor['id']) && isText(actor['role'])) return 'NAMED';
  const travels = leaf['case'] === undefined;
  return travels && Array.isArray(sd) && sd.length >= 2 ? 'DIGEST' : 'NONE';
}

function shown({ read, said }: ShownEvent): Said {
  if (read === undefined || said === undefined) return nothing;
  return {
    ...{ typ: read.typ, at: read.at, anchor: read.anchor?.size ?? null },
    ...{ offsetMs: offsetIn(said.whole['t']), actor: actorIn(said.whole) },
    reason: isText(said.reason) ? said.reason : null,
    data: said.data,
  };
}

export function leafFacts(
  { events, files }: PackageFacts,
  findings: readonly Finding[],
): readonly LeafFact[] {
  const invalid = new Set(
    findings.flatMap(({ code, where }) => (invalidating.has(code) ? [where] : [])),
  );
  return events.map((event) => {
    const { index, why, withheld, where, bytes, read } = event;
    const proof = paths.proof(index);
    if (invalid.has(where) || invalid.has(proof) || (bytes !== undefined && read === undefined))
      return { index, why, state: 'INVALID', ...nothing };
    if (withheld !== null) return { index, why, state: 'WITHHELD', ...nothing };
    if (bytes === undefined || !files.has(proof)) return { index, why, state: 'OPEN', ...nothing };
    return { index, why, state: 'SHOWN', ...shown(event) };
  });
}

export class LeavesAbout {
  readonly #known = new Map<string, LeafFact>();
  readonly #at: ReadonlyMap<number, LeafFact>;

  constructor(leaves: readonly LeafFact[]) {
    this.#at = new Map(leaves.map((leaf) => [leaf.index, leaf]));
    for (const leaf of leaves)
      for (const member of ['document', 'messageId'] as const) {
        const of = leaf.data[member];
        const key = `${leaf.typ} ${member} ${String(of)}`;
        if (typeof of === 'string' && !this.#known.has(key)) this.#known.set(key, leaf);
      }
  }

  namesToken(index: number, tokenSha256: string): boolean {
    const leaf = this.#at.get(index);
    return leaf?.typ === 'tsa.stamped' && leaf.data['tokenSha256'] === tokenSha256;
  }

  find(typ: string, member: 'document' | 'messageId', of: string): LeafFact | null {
    return this.#known.get(`${typ} ${member} ${of}`) ?? null;
  }
}
