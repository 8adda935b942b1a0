import type { PackageFacts } from '#package';
import { dateTime, type GraphNode, to } from './graph.js';
import type { RecordedFile } from './files.js';
import { nodeId } from './ids.js';
import { actorNode, authorityNode, toolNode } from './parties.js';
import type { RecordedEvent } from './recorded-event.js';

/** Name patterns of the files that an event produces, by event type. All other files of the event are inputs. */
const results: ReadonlyMap<string, RegExp> = new Map([
  ['msg.signed', /\/document\.(json|sig)$/],
  ['msg.send.intent', /\/(envelope\.json|envelope\.sig|original\.pgp)$/],
  ['item.decrypted', /\/(document\.(json|sig)|attachments\/\d+)$/],
  ['msg.receipt.logged', /\/receipts\/\d+\.json$/],
]);

export const actionId = (leaf: string): string => nodeId('action', leaf);

function argumentNodes(event: RecordedEvent): GraphNode[] {
  const { actor, purpose, reason, leaf } = event;
  return Object.entries({ role: actor?.role ?? null, purpose, reason }).flatMap(([name, value]) =>
    value === null
      ? []
      : [
          {
            id: nodeId('argument', leaf, name),
            type: 'uco-action:ActionArgumentFacet',
            properties: { 'uco-action:argumentName': [name], 'uco-action:value': [value] },
          } as const,
        ],
  );
}

const leafReference = ({ record }: PackageFacts, { leaf, index }: RecordedEvent): GraphNode => ({
  id: nodeId('leaf', leaf),
  type: 'uco-core:ExternalReference',
  properties: {
    'uco-core:definingContext': [`leaf of the log ${record.log.origin}, by number and hash`],
    'uco-core:externalIdentifier': [`${index} ${leaf}`],
  },
});

export function actionNodes(
  facts: PackageFacts,
  event: RecordedEvent,
  files: readonly RecordedFile[],
  shown: ReadonlySet<string>,
): GraphNode[] {
  const named = files.filter(({ sha256 }) => event.names.includes(sha256));
  const made = named.filter(({ name }) => results.get(event.typ)?.test(name) === true);
  const given = named.filter((file) => !made.includes(file));
  const actor = actorNode(event);
  const tool = toolNode(event);
  const leaf = leafReference(facts, event);
  const facets = argumentNodes(event);
  const { before } = event;
  const action: GraphNode = {
    id: actionId(event.leaf),
    type: 'case-investigation:InvestigativeAction',
    properties: {
      'uco-core:name': [event.typ],
      'uco-core:externalReference': [to(leaf)],
      'uco-core:hasFacet': facets.map(to),
      'uco-action:performer': [to(actor ?? authorityNode(facts))],
      'uco-action:instrument': [to(tool)],
      'uco-action:startTime': [dateTime(event.emit)],
      'uco-action:endTime': event.provenBy === null ? [] : [dateTime(event.provenBy)],
      'uco-action:object': given.map(({ node }) => to(node)),
      'uco-action:result': made.map(({ node }) => to(node)),
      'case-investigation:wasInformedBy':
        before !== null && shown.has(before) ? [{ node: actionId(before) }] : [],
    },
  };
  const nodes = [action, leaf, tool, ...facets, ...(actor === null ? [] : [actor])];
  if (named.length === 0) return nodes;
  return [
    ...nodes,
    recordNode(facts, String(event.index), [action, ...named.map(({ node }) => node)]),
  ];
}

export const recordNode = (
  { record: { exhibit } }: PackageFacts,
  part: string | null,
  of: readonly GraphNode[],
): GraphNode => ({
  id: nodeId('record', exhibit, part ?? ''),
  type: 'case-investigation:ProvenanceRecord',
  properties: {
    'case-investigation:exhibitNumber': [part === null ? exhibit : `${exhibit}/${part}`],
    'case-investigation:rootExhibitNumber': [exhibit],
    'uco-core:object': of.map(to),
  },
});
