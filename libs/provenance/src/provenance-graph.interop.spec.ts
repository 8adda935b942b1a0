import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import jsonld from 'jsonld';
import { Parser, Store } from 'n3';
import { examinePackage, type PackageFacts } from '#package';
import { canonicalJson, sha512 } from '#wire';
import { TestPackage } from '../../../test/support/package.js';
import { checkShapes, readShapes, triplesOf } from './check-shapes.js';
import { actionNodes } from './actions.js';
import { authorizationNodes } from './authorizations.js';
import { recordedFiles } from './files.js';
import { type GraphNode, jsonLdOf } from './graph.js';
import { provenanceGraph } from './provenance-graph.js';
import type { RecordedEvent } from './recorded-event.js';

const ontology = fileURLToPath(new URL('../ontology', import.meta.url));
let test: TestPackage;
let whole: Buffer;
let facts: PackageFacts;
let nodes: readonly GraphNode[];
let shapes: Store;
const fileOf = () => ({ size: whole.length, sha512: sha512(whole) });

beforeAll(async () => {
  test = await TestPackage.make();
  whole = await test.assemble();
  const examined = await examinePackage(whole, test.reader());
  expect(examined.report.exit).toBe(0);
  if (examined.facts === undefined) throw new Error('not read');
  facts = examined.facts;
  nodes = provenanceGraph(facts, fileOf());
  shapes = readShapes(
    readdirSync(ontology)
      .filter((name) => name.endsWith('.ttl'))
      .sort()
      .map((name) => readFileSync(join(ontology, name), 'utf8')),
  );
}, 60_000);

afterAll(() => {
  test.remove();
});

const ofType = (type: string): GraphNode[] => nodes.filter((node) => node.type.endsWith(type));
const named = (name: string): GraphNode[] =>
  nodes.filter(({ properties }) => properties['uco-core:name']?.includes(name));
const fileAt = (path: string): GraphNode | undefined =>
  nodes.find(({ properties }) => properties['uco-observable:filePath']?.includes(path));

describe('the provenance graph of a package', () => {
  it('meets every shape of CASE 1.4.0 and UCO 1.4.0, with no warning and no advice', async () => {
    expect(await checkShapes(nodes, shapes)).toEqual([]);
  }, 60_000);

  it('is read from its JSON-LD by another implementation as the triples that were compared', async () => {
    const text = Buffer.from(canonicalJson(jsonLdOf(nodes))).toString('utf8');
    const options = {
      format: 'application/n-quads',
      documentLoader: (url: string) => Promise.reject(new Error(`fetched ${url}`)),
    } as const;
    const quads: unknown = await jsonld.toRDF(JSON.parse(text) as object, options);
    if (typeof quads !== 'string') throw new Error('no text');
    const read = new Store(new Parser().parse(quads));
    const ours = triplesOf(nodes);
    expect(read.size).toBe(ours.size);
    expect([...ours].filter((each) => !read.has(each))).toEqual([]);
  });

  it('has an action for each shown event, tied to the one before and to the files that it names', () => {
    const shown = facts.events.filter(({ withheld }) => withheld === null);
    expect(ofType('InvestigativeAction')).toHaveLength(shown.length);
    const [signed] = named('msg.signed');
    const document = fileAt('data/messages/1/document.json');
    const owner = nodes.find(({ properties }) =>
      properties['uco-core:hasFacet']?.some(
        (value) => typeof value === 'object' && 'node' in value && value.node === document?.id,
      ),
    );
    expect(signed?.properties['uco-action:result']).toContainEqual({ node: owner?.id });
    expect(signed?.properties['case-investigation:wasInformedBy']).toEqual([
      { node: named('case.opened')[0]?.id },
    ]);
    expect(ofType('ProvenanceRecord').length).toBeGreaterThan(shown.length / 3);
  });

  it('names the package that it is about by its SHA-512', () => {
    const [hash] = nodes.filter(({ properties }) =>
      properties['uco-types:hashValue']?.some(
        (value) => typeof value === 'object' && 'text' in value && value.text === sha512(whole),
      ),
    );
    const content = nodes.find(({ properties }) =>
      properties['uco-observable:hash']?.some(
        (value) => typeof value === 'object' && 'node' in value && value.node === hash?.id,
      ),
    );
    expect(content?.properties['uco-observable:sizeInBytes']).toEqual([whole.length]);
    expect(fileAt('evidence-border-police-2026-1.asice')).toBeDefined();
  });

  it('says that something is withheld, and names nobody', () => {
    expect(JSON.stringify(named('border-police-2026-1'))).toContain('fields');
    const text = JSON.stringify(jsonLdOf(nodes));
    for (const name of ['"ana"', '"ben"', '"judge"']) expect(text).not.toContain(name);
  });

  it('has the same bytes for the same package, whoever reads it and when', async () => {
    const later = test.reader({ at: new Date(Date.now() + 86_400_000) });
    const { facts: again } = await examinePackage(whole, later);
    const bytes = canonicalJson(
      jsonLdOf(again === undefined ? [] : provenanceGraph(again, fileOf())),
    );
    expect(bytes).toEqual(canonicalJson(jsonLdOf(nodes)));
  });
});

describe('a graph that breaks shapes', () => {
  const broken: readonly [type: string, properties: GraphNode['properties'], rule: string][] = [
    [
      'case-investigation:InvestigativeAction',
      { 'uco-action:performer': [{ node: 'urn:a' }, { node: 'urn:b' }] },
      'uco/action/performer',
    ],
    [
      'case-investigation:Investigation',
      { 'uco-core:objectCreatedTime': [{ text: 'yesterday', type: 'xsd:dateTime' }] },
      'uco/core/objectCreatedTime',
    ],
    [
      'case-investigation:ProvenanceRecord',
      { 'case-investigation:exhibitNumber': [{ node: 'urn:a' }] },
      'case/investigation/exhibitNumber',
    ],
    ['uco-types:Hash', { 'uco-types:hashMethod': ['CRC32'] }, 'uco/types/hashMethod'],
    ['uco-tool:Tool', { 'uco-tool:version': [1] }, 'uco/tool/version'],
  ];

  it('is found: values of another class, datatype or list, and too many', async () => {
    const changed = nodes.map((node) => ({
      ...node,
      properties: Object.assign(
        { ...node.properties },
        ...broken.filter(([type]) => type === node.type).map(([, properties]) => properties),
      ) as GraphNode['properties'],
    }));
    const found = await checkShapes(changed, shapes);
    const rules = new Set(found.map(({ rule }) => rule.replace(/^https:\/\/[^/]+\//, '')));
    expect([...rules].sort()).toEqual(broken.map(([, , rule]) => rule).sort());
  }, 60_000);
});

describe('events of any text', () => {
  it('give a graph that meets every shape', async () => {
    const texts = fc.string({ unit: 'binary', maxLength: 60 });
    const event: fc.Arbitrary<RecordedEvent> = fc.record({
      ...{
        index: fc.nat(),
        leaf: fc.stringMatching(/^[0-9a-f]{64}$/),
        typ: fc.oneof(texts, fc.constant('consent.granted')),
      },
      emit: fc.constant('2026-11-29T12:00:00.000Z'),
      provenBy: fc.constantFrom(null, '2026-11-29T12:00:01.000Z'),
      actor: fc.option(fc.record({ id: texts, role: texts })),
      ...{ service: texts, version: texts, reason: fc.option(texts), purpose: fc.option(texts) },
      before: fc.constant(null),
      names: fc.subarray(
        [...facts.files.keys()].map((name) =>
          facts.digests.digestOf(name, 'sha256').toString('hex'),
        ),
      ),
      data: fc.record({ document: texts, until: texts }),
    });
    const files = recordedFiles(facts);
    const all = [
      ...nodes,
      ...fc
        .sample(event, 60)
        .flatMap((each) => [
          ...actionNodes(facts, each, files, new Set()),
          ...authorizationNodes(each),
        ]),
    ];
    const once = [...new Map(all.map((node) => [node.id, node])).values()];
    expect(await checkShapes(once, shapes)).toEqual([]);
  }, 60_000);
});
