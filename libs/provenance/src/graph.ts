export const prefixes = {
  'case-investigation': 'https://ontology.caseontology.org/case/investigation/',
  'uco-action': 'https://ontology.unifiedcyberontology.org/uco/action/',
  'uco-core': 'https://ontology.unifiedcyberontology.org/uco/core/',
  'uco-identity': 'https://ontology.unifiedcyberontology.org/uco/identity/',
  'uco-observable': 'https://ontology.unifiedcyberontology.org/uco/observable/',
  'uco-tool': 'https://ontology.unifiedcyberontology.org/uco/tool/',
  'uco-types': 'https://ontology.unifiedcyberontology.org/uco/types/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

export type Term = `${keyof typeof prefixes}:${string}`;

export type Value =
  | { readonly node: string }
  | { readonly text: string; readonly type: Term }
  | string
  | number;

export interface GraphNode {
  readonly id: string;
  readonly type: Term;
  readonly properties: Readonly<Partial<Record<Term, readonly Value[]>>>;
}

export const propertiesOf = ({ properties }: GraphNode): [Term, readonly Value[]][] =>
  (Object.entries(properties) as [Term, readonly Value[]][]).filter(
    ([, values]) => values.length > 0,
  );

export const dateTime = (text: string): Value => ({ text, type: 'xsd:dateTime' });
export const to = ({ id }: Pick<GraphNode, 'id'>): Value => ({ node: id });

const written = (value: Value): unknown => {
  if (typeof value !== 'object') return value;
  return 'node' in value ? { '@id': value.node } : { '@type': value.type, '@value': value.text };
};

export const jsonLdOf = (nodes: readonly GraphNode[]): Record<string, unknown> => ({
  '@context': prefixes,
  '@graph': [...nodes]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((node) => ({
      '@id': node.id,
      '@type': node.type,
      ...Object.fromEntries(
        propertiesOf(node).map(([name, values]) => [name, values.map(written)]),
      ),
    })),
});

export function iriOf(term: Term): string {
  const colon = term.indexOf(':');
  return prefixes[term.slice(0, colon) as keyof typeof prefixes] + term.slice(colon + 1);
}
