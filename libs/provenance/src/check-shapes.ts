import { DataFactory, Parser, Store } from 'n3';
import Validator from 'rdf-validate-shacl';
import { type GraphNode, iriOf, propertiesOf, type Value } from './graph.js';
import { instanceFindings, type ShapeFinding } from './instance-rules.js';

const rdfType = DataFactory.namedNode('http://www.w3.org/1999/02/22-rdf-syntax-ns#type');
const subClassOf = DataFactory.namedNode('http://www.w3.org/2000/01/rdf-schema#subClassOf');
const integer = DataFactory.namedNode('http://www.w3.org/2001/XMLSchema#integer');
const unread = [
  DataFactory.namedNode('http://www.w3.org/2002/07/owl#imports'),
  DataFactory.namedNode('http://www.w3.org/ns/shacl#sparql'),
];

function termOf(value: Value) {
  if (typeof value === 'string') return DataFactory.literal(value);
  if (typeof value === 'number') return DataFactory.literal(String(value), integer);
  if ('node' in value) return DataFactory.namedNode(value.node);
  return DataFactory.literal(value.text, DataFactory.namedNode(iriOf(value.type)));
}

export function triplesOf(nodes: readonly GraphNode[]): Store {
  const store = new Store();
  for (const node of nodes) {
    const subject = DataFactory.namedNode(node.id);
    store.add(DataFactory.quad(subject, rdfType, DataFactory.namedNode(iriOf(node.type))));
    for (const [name, values] of propertiesOf(node))
      for (const value of values)
        store.add(DataFactory.quad(subject, DataFactory.namedNode(iriOf(name)), termOf(value)));
  }
  return store;
}

export function readShapes(files: readonly string[]): Store {
  const shapes = new Store();
  for (const [i, text] of files.entries())
    shapes.addQuads(new Parser({ blankNodePrefix: `f${i}` }).parse(text));
  for (const predicate of unread) shapes.removeQuads(shapes.getQuads(null, predicate, null, null));
  return shapes;
}

function addClasses(data: Store, shapes: Store): void {
  const classes = data.getObjects(null, rdfType, null);
  const seen = new Set(classes.map(({ value }) => value));
  for (const each of classes)
    for (const above of shapes.getQuads(each, subClassOf, null, null)) {
      data.add(above);
      if (seen.has(above.object.value)) continue;
      seen.add(above.object.value);
      classes.push(above.object);
    }
}

const severities: ReadonlyMap<string, ShapeFinding['severity']> = new Map([
  ['http://www.w3.org/ns/shacl#Info', 'Info'],
  ['http://www.w3.org/ns/shacl#Warning', 'Warning'],
]);

const valueOf = (term: { readonly value: string } | undefined): string | undefined => term?.value;

export async function checkShapes(
  nodes: readonly GraphNode[],
  shapes: Store,
): Promise<readonly ShapeFinding[]> {
  const data = triplesOf(nodes);
  addClasses(data, shapes);
  const { results } = await new Validator(shapes).validate(data);
  const found = results.map(({ severity, sourceShape, path, focusNode }) => ({
    severity: severities.get(severity.value) ?? 'Violation',
    rule: valueOf(path) ?? valueOf(sourceShape) ?? 'unknown',
    node: focusNode.value,
  }));
  return [...found, ...instanceFindings(nodes)];
}
