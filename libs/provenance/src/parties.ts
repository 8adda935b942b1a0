import type { PackageFacts } from '#package';
import type { GraphNode } from './graph.js';
import { nodeId } from './ids.js';
import type { RecordedEvent } from './recorded-event.js';

const organization = (name: string, ...of: readonly string[]): GraphNode => ({
  id: nodeId('organization', ...of),
  type: 'uco-identity:Organization',
  properties: { 'uco-core:name': [name] },
});

export const authorityNode = ({ record: { state, authority } }: PackageFacts): GraphNode =>
  organization(`${authority} (${state})`, state, authority);

export const neighbourNode = ({ record: { neighbour } }: PackageFacts): GraphNode =>
  organization(neighbour, neighbour);

export const actorNode = ({ actor }: RecordedEvent): GraphNode | null =>
  actor && {
    id: nodeId('actor', actor.id),
    type: 'uco-identity:Identity',
    properties: { 'uco-core:name': [`pseudonym ${actor.id}`] },
  };

export const toolNode = ({ service, version }: RecordedEvent): GraphNode => ({
  id: nodeId('tool', service, version),
  type: 'uco-tool:Tool',
  properties: {
    'uco-core:name': [`liaise ${service}`],
    'uco-tool:toolType': ['gateway service'],
    'uco-tool:version': [version],
  },
});
