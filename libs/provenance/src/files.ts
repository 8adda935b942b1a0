import { mimetype, type PackageFacts } from '#package';
import { type GraphNode, to } from './graph.js';
import { nodeId } from './ids.js';

export interface RecordedFile {
  readonly name: string;
  readonly sha256: string;
  readonly node: GraphNode;
  readonly parts: readonly GraphNode[];
}

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

interface Described {
  readonly path: string;
  readonly size: number;
  readonly mediaTypes: readonly string[];
  readonly hashes: readonly (readonly [method: string, value: string])[];
}

function partsOf(id: string, { path, size, mediaTypes: types, hashes }: Described) {
  const all = hashes.map(([method, value]) => hashNode(id, method, value));
  const content: GraphNode = {
    id: nodeId('content', id),
    type: 'uco-observable:ContentDataFacet',
    properties: {
      'uco-observable:hash': all.map(to),
      'uco-observable:mimeType': types,
      'uco-observable:sizeInBytes': [size],
    },
  };
  const place: GraphNode = {
    id: nodeId('place', id),
    type: 'uco-observable:FileFacet',
    properties: {
      'uco-observable:fileName': [path.slice(path.lastIndexOf('/') + 1)],
      'uco-observable:filePath': [path],
      'uco-observable:sizeInBytes': [size],
    },
  };
  return { facets: [content, place], parts: [content, place, ...all] };
}

function recordedFile({ record, files, digests }: PackageFacts, name: string): RecordedFile {
  const id = nodeId('file', record.exhibit, name);
  const sha256 = digests.digestOf(name, 'sha256').toString('hex');
  const { facets, parts } = partsOf(id, {
    path: name,
    size: files.get(name)?.length ?? 0,
    mediaTypes: mediaTypeOf(name),
    hashes: [
      ['SHA256', sha256],
      ['SHA512', digests.digestOf(name, 'sha512').toString('hex')],
    ],
  });
  const before = name.replace(/document\.json$/, 'original.pgp');
  const derived = before !== name && files.has(before);
  const node: GraphNode = {
    id,
    type: 'uco-observable:File',
    properties: {
      'uco-core:hasFacet': facets.map(to),
      'case-investigation:wasDerivedFrom': derived
        ? [{ node: nodeId('file', record.exhibit, before) }]
        : [],
    },
  };
  return { name, sha256, node, parts };
}

export interface PackageFile {
  readonly size: number;
  readonly sha512: string;
}

export function packageNodes(
  { record }: PackageFacts,
  { size, sha512 }: PackageFile,
): readonly [GraphNode, ...GraphNode[]] {
  const id = nodeId('package', record.exhibit, sha512);
  const { facets, parts } = partsOf(id, {
    path: `evidence-${record.exhibit}.asice`,
    ...{ size, mediaTypes: [mimetype], hashes: [['SHA512', sha512]] },
  });
  return [
    { id, type: 'uco-observable:File', properties: { 'uco-core:hasFacet': facets.map(to) } },
    ...parts,
  ];
}

export const recordedFiles = (facts: PackageFacts): readonly RecordedFile[] =>
  [...facts.files.keys()]
    .filter(isItem)
    .sort()
    .map((name) => recordedFile(facts, name));
