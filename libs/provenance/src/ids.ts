import { v5 } from 'uuid';

/** Namespace of the ids of nodes (RFC 9562 section 5.5): made at random, once. */
const namespace = '7d3851f3-5a07-4542-8a17-cae073b182a4';

/** IRI of a node. The same thing has the same one in every graph, so that graphs of two packages can be joined. */
export const nodeId = (kind: string, ...names: readonly string[]): string =>
  `urn:uuid:${v5([kind, ...names].join('\n'), namespace)}`;
