import type { PackageFacts } from '#package';
import { type GraphNode, to } from './graph.js';
import { nodeId } from './ids.js';

/** A file of the exchange, with its nodes. */
export interface ToldFile {
  readonly name: string;
  readonly sha256: string;
  readonly node: GraphNode;
  readonly parts: readonly GraphNode[];
}

/** Whether a file was exchanged. Leaves and proofs are what the graph tells, and no items of it. */
const isItem = (name: string): boolean => /^data\/(messages|receipts)\//.test(name);

const mediaTypes: ReadonlyMap<string, string> = new Map([
  ['json', 'application/json'],
  ['pgp', 'application/pgp-encrypted'],
  ['sig', 'application/pgp-signature'],
]);

function mediaTypeOf(name: string): readonly string[] {
  if (name.endsWith('/certificate.pgp')) return ['application/pgp-keys'];
  const known = mediaTypes.get(name.slice(name.lastIndexOf('.') + 1));
  return known === undefined ? [] : [known];
}

const hashNode = (id: string, method: string, value: string): GraphNode => ({
  id: nodeId('hash', id, method),
  type: 'uco-types:Hash',
  properties: {
    'uco-types:hashMethod': [method],
    'uco-types:hashValue': [{ text: value, type: 'xsd:hexBinary' }],
  },
});

function toldFile({ record, files, digests }: PackageFacts, name: string): ToldFile {
  const id = nodeId('file', record.exhibit, name);
  const size = files.get(name)?.length ?? 0;
  const sha256 = digests.of(name, 'sha256').toString('hex');
  const hashes = [
    hashNode(id, 'SHA256', sha256),
    hashNode(id, 'SHA512', digests.of(name, 'sha512').toString('hex')),
  ];
  const content: GraphNode = {
    id: nodeId('content', id),
    type: 'uco-observable:ContentDataFacet',
    properties: {
      'uco-observable:hash': hashes.map(to),
      'uco-observable:mimeType': mediaTypeOf(name),
      'uco-observable:sizeInBytes': [size],
    },
  };
  const place: GraphNode = {
    id: nodeId('place', id),
    type: 'uco-observable:FileFacet',
    properties: {
      'uco-observable:fileName': [name.slice(name.lastIndexOf('/') + 1)],
      'uco-observable:filePath': [name],
      'uco-observable:sizeInBytes': [size],
    },
  };
  const before = name.replace(/document\.json$/, 'original.pgp');
  const derived = before !== name && files.has(before);
  const node: GraphNode = {
    id,
    type: 'uco-observable:File',
    properties: {
      'uco-core:hasFacet': [to(content), to(place)],
      'case-investigation:wasDerivedFrom': derived
        ? [{ node: nodeId('file', record.exhibit, before) }]
        : [],
    },
  };
  return { name, sha256, node, parts: [content, place, ...hashes] };
}

/** Files of messages and receipts, ascending by name. */
export const toldFiles = (facts: PackageFacts): readonly ToldFile[] =>
  [...facts.files.keys()]
    .filter(isItem)
    .sort()
    .map((name) => toldFile(facts, name));
