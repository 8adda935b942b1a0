import { describe, expect, it } from '@jest/globals';
import { aDocument, aDocumentId, aDocumentOf, at } from '../../../test/support/builders.js';
import { aThread } from '../../../test/support/case-facts.js';
import { documentKinds, type Document, type DocumentKind } from '#kernel';
import {
  beforeFiling,
  capabilities,
  lastAsked,
  ofFiles,
  onceFiled,
  placing,
  reading,
  seeking,
} from './capabilities.js';
import type { Capability, End, Item, Sources } from '#capabilities/capability';
import { evidentialKinds } from '#capabilities/evidence/evidential-kinds.model';
import { ExchangeError } from '#threads';
import { itemWithdrawnFromUse } from '#capabilities/disclosure/recalls/recalls.events';
import {
  followAll,
  loadFacts,
  refusalAlone,
  refusalOf,
  requireAllowed,
  assertAlone,
} from './run-capabilities.js';

const none = {} as Sources;
const itemOf = (document: Document): Item => ({
  ...{ document, thread: aThread(), direction: 'OUT', at: at() },
});
const request = itemOf(aDocument());
const recall = itemOf(aDocumentOf('recall'));

function anyOf(name: string, kinds: Capability['kinds'], notes: unknown[]): Capability {
  return {
    name,
    kinds,
    load: (_, items) => {
      notes.push(`${name} loads ${items.length}`);
      return Promise.resolve(name);
    },
    rules: [
      {
        name: 'requireNothing',
        codes: ['NOT_THE_SIGNER'],
        asks: { INTAKE: true, SEALING: 'It is filed.', FILING: 'Of the session.' },
        judge: (_, facts) => new ExchangeError('NOT_THE_SIGNER', String(facts)),
      },
    ],
    follows: {
      decide: ({ document }, facts) => ({
        effect: `${String(facts)} ${document.kind}`,
        drafts: [itemWithdrawnFromUse(aThread(), document.id, aDocumentId(name))],
      }),
      write: (_, effects) => {
        notes.push(effects);
      },
    },
  };
}

const isAsked = (registry: readonly Capability[], kind: DocumentKind, end: End): boolean =>
  registry.some(
    ({ kinds, rules }) => kinds.includes(kind) && rules.some(({ asks }) => asks[end] === true),
  );

async function judgeAll(registry: readonly Capability[], items: readonly Item[], end: End) {
  const loaded = await loadFacts(registry, none, items, end);
  return new Map(items.map((item) => [item, refusalOf(registry, loaded, item, end)]));
}

describe('the registry', () => {
  it('gives each item the first refusal of its end, by the facts of its capability', async () => {
    const notes: unknown[] = [];
    const registry = [anyOf('first', ['recall'], notes), anyOf('second', documentKinds, notes)];
    const refused = await judgeAll(registry, [request, recall], 'INTAKE');
    expect(refused.get(request)).toMatchObject({ detail: 'second' });
    expect(refused.get(recall)).toMatchObject({ detail: 'first' });
    expect(notes).toEqual(['first loads 1', 'second loads 2']);
    expect(refusalOf(registry, new Map(), request, 'FILING')).toBeUndefined();
  });

  it('loads nothing where nothing is asked of a kind or at an end', async () => {
    const notes: unknown[] = [];
    const registry = [anyOf('first', ['recall'], notes)];
    expect((await loadFacts(registry, none, [request], 'INTAKE')).size).toBe(0);
    expect((await loadFacts(registry, none, [recall], 'SEALING')).size).toBe(0);
    expect([...(await followAll(registry, none, [request]))]).toEqual([]);
    expect(notes).toEqual([]);
    expect(isAsked(registry, 'recall', 'INTAKE')).toBe(true);
    expect(isAsked(registry, 'recall', 'SEALING')).toBe(false);
    expect(isAsked(registry, 'request', 'INTAKE')).toBe(false);
  });

  it('writes once for all items, and loads only what was not judged before', async () => {
    const notes: unknown[] = [];
    const registry = [anyOf('first', ['recall'], notes), anyOf('second', documentKinds, notes)];
    const [first] = registry;
    if (first === undefined) throw new Error('no capability');
    const loaded = new Map([[first, 'known']]);
    const drafts = await followAll(registry, none, [request, recall], loaded);
    expect(notes).toEqual([
      ['known recall'],
      'second loads 2',
      ['second request', 'second recall'],
    ]);
    const withheld = (item: Item, ...names: string[]) =>
      names.map((name) => itemWithdrawnFromUse(aThread(), item.document.id, aDocumentId(name)));
    expect(drafts.get(request.document.id)).toEqual(withheld(request, 'second'));
    expect(drafts.get(recall.document.id)).toEqual(withheld(recall, 'first', 'second'));
  });

  it('judges a document by itself without facts, by the rules of its kind and end', () => {
    const notes: unknown[] = [];
    const [rule] = anyOf('first', ['recall'], notes).rules;
    if (rule === undefined) throw new Error('no rule');
    const alone = [{ ...rule, judge: () => new ExchangeError('NOT_THE_SIGNER', 'alone') }];
    const registry = [{ ...anyOf('first', ['recall'], notes), alone, rules: [] }];
    expect(refusalAlone(registry, recall, 'INTAKE')).toMatchObject({ detail: 'alone' });
    expect(refusalAlone(registry, request, 'INTAKE')).toBeUndefined();
    expect(refusalAlone(registry, recall, 'FILING')).toBeUndefined();
    expect(() => assertAlone(registry, recall, 'INTAKE')).toThrow('NOT_THE_SIGNER');
    expect(() => assertAlone(registry, recall, 'SEALING')).not.toThrow();
    expect(refusalOf(registry, new Map(), recall, 'INTAKE')).toBeUndefined();
    expect(notes).toEqual([]);
  });

  it('names each capability once, and each rule of a kind', () => {
    const names = capabilities.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const kind of documentKinds)
      for (const { rules, alone = [] } of capabilities)
        for (const each of [rules, alone]) {
          const own = each.filter(({ kinds }) => kinds?.includes(kind) !== false);
          expect(new Set(own.map(({ name }) => name)).size).toBe(own.length);
        }
  });

  it('judges each kind about evidence once, and of these a formal request alone before it leaves', () => {
    for (const kind of evidentialKinds) {
      const of = onceFiled.filter(({ kinds }) => kinds.includes(kind));
      expect(of.filter(({ rules }) => rules.length > 0)).toHaveLength(1);
      expect(of.filter(({ follows }) => follows !== null)).toHaveLength(1);
      expect(isAsked(onceFiled, kind, 'SEALING')).toBe(kind === 'formal-request');
    }
  });
});

describe('the order at intake', () => {
  const askedOf = (kind: Item['document']['kind'], registry: readonly Capability[]) =>
    registry
      .filter(({ kinds }) => kinds.includes(kind))
      .flatMap(({ rules }) => rules)
      .filter(({ asks, kinds }) => asks.INTAKE === true && kinds?.includes(kind) !== false)
      .map(({ name }) => name);

  it('asks first who may read, then whose turn it is, then what was said', () => {
    const inThread = [reading, placing, beforeFiling, ofFiles, onceFiled, lastAsked].flat();
    expect(askedOf('response', inThread)).toEqual([
      'requireMayRead',
      ...['requireHolder', 'requireSeenThere', 'requireOwnTurn', 'requireNotAnswered'],
      ...askedOf('response', beforeFiling),
      'requireTyped',
      ...askedOf('response', onceFiled),
      'requireAttachable',
    ]);
    expect(askedOf('clarification', placing)[0]).toBe('requireLastQuestion');
    const opening = [beforeFiling, seeking, ofFiles, onceFiled, lastAsked].flat();
    expect(askedOf('request', opening).slice(-4)).toEqual([
      ...['requireSeen', 'requireTyped', 'requireAttachable', 'requireProportionate'],
    ]);
  });

  it('reads nothing for whoever may not read', async () => {
    const sources = new Proxy({} as Sources, {
      get: (_, name) => {
        throw new Error(`${String(name)} was read`);
      },
    });
    const closed = { ...recall, thread: aThread({ onRoster: false }) };
    const asked = requireAllowed(reading, sources, closed, 'INTAKE');
    await expect(asked).rejects.toThrow('NOT_ON_ROSTER');
    await expect(
      requireAllowed(placing, sources, itemOf(aDocumentOf('response')), 'INTAKE'),
    ).rejects.toThrow('was read');
  });
});
