import { v5 } from 'uuid';

// Random namespace of node ids (RFC 9562, section 5.5).
const namespace = '7d3851f3-5a07-4542-8a17-cae073b182a4';

/** IRI of a node (UUID version 5). Equal `kind` and `names` give the same IRI, so graphs of several packages can be joined. */
export const nodeId = (kind: string, ...names: readonly string[]): string =>
  `urn:uuid:${v5([kind, ...names].join('\n'), namespace)}`;
