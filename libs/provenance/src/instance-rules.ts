import { type GraphNode, iriOf, type Term } from './graph.js';

export interface ShapeFinding {
  readonly severity: 'Violation' | 'Warning' | 'Info';
  readonly rule: string;
  readonly node: string;
}

const uuidEnding = /[0-9a-f]{8}-[0-9a-f]{4}-[0-5][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const nodesAt = ({ properties }: GraphNode, term: Term): readonly string[] =>
  (properties[term] ?? []).flatMap((value) =>
    typeof value === 'object' && 'node' in value ? [value.node] : [],
  );

const blank = (nodes: readonly GraphNode[]): ShapeFinding[] =>
  nodes
    .filter(({ id }) => id.startsWith('_:'))
    .map(({ id }) => ({ severity: 'Violation', rule: iriOf('uco-core:UcoThing'), node: id }));

const unnamed = (nodes: readonly GraphNode[]): ShapeFinding[] =>
  nodes
    .filter(({ id }) => !uuidEnding.test(id))
    .map(({ id }) => ({
      severity: 'Info',
      rule: iriOf('uco-core:UcoThing-identifier-regex-shape'),
      node: id,
    }));

function shared(nodes: readonly GraphNode[]): ShapeFinding[] {
  const owners = new Map<string, string>();
  return nodes.flatMap((node) =>
    nodesAt(node, 'uco-core:hasFacet').flatMap((facet) => {
      const owner = owners.get(facet) ?? node.id;
      owners.set(facet, owner);
      if (owner === node.id) return [];
      return [
        { severity: 'Violation', rule: iriOf('uco-core:hasFacet-shape'), node: facet } as const,
      ];
    }),
  );
}

function repeated(nodes: readonly GraphNode[]): ShapeFinding[] {
  const keys = new Map(nodes.map((node) => [node.id, node.properties['uco-types:key'] ?? []]));
  return nodes.flatMap((node) => {
    const held = nodesAt(node, 'uco-types:entry').flatMap((entry) => keys.get(entry) ?? []);
    if (new Set(held).size === held.length || node.type === 'uco-types:ImproperDictionary')
      return [];
    const isProper = node.type === 'uco-types:ProperDictionary';
    const rule = isProper ? node.type : 'uco-types:Dictionary-keyUniqueness-shape';
    const severity = isProper ? 'Violation' : 'Warning';
    return [{ severity, rule: iriOf(rule), node: node.id } as const];
  });
}

export const instanceFindings = (nodes: readonly GraphNode[]): readonly ShapeFinding[] =>
  [blank, unnamed, shared, repeated].flatMap((rule) => rule(nodes));
