import type { DocumentId } from '#kernel';
import type { Alone, Capability, End, Item, Rule, Sources } from '#capabilities/capability';
import type { Draft } from '#journal';

export type Loaded = ReadonlyMap<Capability, unknown>;

export const factsOf = <Facts>(loaded: Loaded, capability: Capability<Facts>): Facts | undefined =>
  loaded.get(capability) as Facts | undefined;

const ofKind = ({ kinds }: Capability, items: readonly Item[]): Item[] =>
  items.flatMap((item) => (kinds.includes(item.document.kind) ? [item] : []));

const asksAt = ({ rules }: Capability, end: End): boolean =>
  rules.some(({ asks }) => asks[end] === true);

export async function loadFacts(
  registry: readonly Capability[],
  sources: Sources,
  items: readonly Item[],
  end: End,
): Promise<Loaded> {
  const loaded = new Map<Capability, unknown>();
  for (const capability of registry) {
    const own = asksAt(capability, end) ? ofKind(capability, items) : [];
    if (own.length > 0) loaded.set(capability, await capability.load(sources, own));
  }
  return loaded;
}

export function refusalOf(
  registry: readonly Capability[],
  loaded: Loaded,
  item: Item,
  end: End,
): Error | undefined {
  for (const capability of registry) {
    if (!capability.kinds.includes(item.document.kind)) continue;
    const refused = refusalIn(capability.rules, item, loaded.get(capability), end);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

export function refusalAlone(
  registry: readonly Capability[],
  judged: Alone,
  end: End,
): Error | undefined {
  for (const { kinds, alone = [] } of registry) {
    if (!kinds.includes(judged.document.kind)) continue;
    const refused = refusalIn(alone, judged, undefined, end);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

export function assertAlone(registry: readonly Capability[], judged: Alone, end: End): void {
  const refused = refusalAlone(registry, judged, end);
  if (refused !== undefined) throw refused;
}

function refusalIn<Facts, Judged extends Alone>(
  rules: readonly Rule<Facts, Judged>[],
  judged: Judged,
  facts: Facts,
  end: End,
): Error | undefined {
  for (const rule of rules) {
    if (rule.asks[end] !== true || rule.kinds?.includes(judged.document.kind) === false) continue;
    const refused = refusalBy(rule, judged, facts, end);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

function refusalBy<Facts, Judged>(
  rule: Rule<Facts, Judged>,
  judged: Judged,
  facts: Facts,
  end: End,
): Error | undefined {
  try {
    return rule.judge(judged, facts, end);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error;
  }
}

export async function requireAllowed(
  registry: readonly Capability[],
  sources: Sources,
  item: Item,
  end: End,
): Promise<Loaded> {
  const loaded = await loadFacts(registry, sources, [item], end);
  const refusal = refusalOf(registry, loaded, item, end);
  if (refusal !== undefined) throw refusal;
  return loaded;
}

/**
 * Applies the effects of filed documents and returns the events to record. `loaded`: facts that were already read for exactly
 * these items.
 */
export async function followAll(
  registry: readonly Capability[],
  sources: Sources,
  items: readonly Item[],
  loaded: Loaded = new Map(),
): Promise<ReadonlyMap<DocumentId, readonly Draft[]>> {
  const drafts = new Map<DocumentId, readonly Draft[]>();
  for (const capability of registry) {
    const { follows } = capability;
    const own = follows === null ? [] : ofKind(capability, items);
    if (follows === null || own.length === 0) continue;
    const facts = loaded.has(capability)
      ? loaded.get(capability)
      : await capability.load(sources, own);
    const decided = own.map((item) => ({ item, ...follows.decide(item, facts) }));
    await follows.write(
      sources,
      decided.flatMap(({ effect }) => (effect === undefined ? [] : [effect])),
    );
    for (const { item, drafts: more } of decided) {
      const { id } = item.document;
      drafts.set(id, [...(drafts.get(id) ?? []), ...more]);
    }
  }
  return drafts;
}
