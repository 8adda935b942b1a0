import { describe, expect, it } from '@jest/globals';
import type { GraphNode } from './graph.js';
import { nodeId } from './ids.js';
import { instanceFindings } from './instance-rules.js';

const object = (id: string, facets: readonly string[] = []): GraphNode => ({
  id,
  type: 'uco-observable:File',
  properties: { 'uco-core:hasFacet': facets.map((node) => ({ node })) },
});
const [one, other, facet] = ['one', 'other', 'facet'].map((name) => nodeId(name)) as [
  string,
  string,
  string,
];
const entry = (name: string, key: string): GraphNode => ({
  id: nodeId('entry', name),
  type: 'uco-types:DictionaryEntry',
  properties: { 'uco-types:key': [key] },
});
const dictionary = (type: GraphNode['type'], keys: readonly string[]): GraphNode[] => {
  const entries = keys.map((key, i) => entry(String(i), key));
  const held = entries.map(({ id }) => ({ node: id }));
  return [{ id: one, type, properties: { 'uco-types:entry': held } }, ...entries];
};

describe('rules of the ontologies about nodes', () => {
  it('find nothing in a graph that keeps them', () => {
    const nodes = [
      object(one, [facet]),
      object(other),
      ...dictionary('uco-types:Dictionary', ['a', 'b']),
    ];
    expect(instanceFindings(nodes)).toEqual([]);
  });

  it.each([
    ['a blank node', [object('_:b1')], 'Violation', 'UcoThing'],
    ['a name without UUID', [object('urn:x')], 'Info', 'UcoThing-identifier-regex-shape'],
    [
      'a facet of two objects',
      [object(one, [facet]), object(other, [facet])],
      'Violation',
      'hasFacet-shape',
    ],
    [
      'a key that is there twice',
      dictionary('uco-types:Dictionary', ['a', 'a']),
      'Warning',
      'Dictionary-keyUniqueness-shape',
    ],
    [
      'a key twice in a proper dictionary',
      dictionary('uco-types:ProperDictionary', ['a', 'a']),
      'Violation',
      'ProperDictionary',
    ],
  ])('name %s', (_, nodes, severity, rule) => {
    expect(instanceFindings(nodes)).toContainEqual(
      expect.objectContaining({ severity, rule: expect.stringMatching(new RegExp(`/${rule}$`)) }),
    );
  });

  it('let a dictionary repeat keys that says so', () => {
    expect(instanceFindings(dictionary('uco-types:ImproperDictionary', ['a', 'a']))).toEqual([]);
  });
});
