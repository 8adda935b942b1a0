import { parseTimestamp } from '#kernel';
import { dateTime, type GraphNode } from './graph.js';
import { nodeId } from './ids.js';
import type { RecordedEvent } from './recorded-event.js';

const types: ReadonlyMap<string, string> = new Map([
  ['consent.granted', 'consent of the originator to evidential use'],
  ['formal.requested', 'formal request'],
  ['formal.answered', 'answer to the formal request'],
]);

function timeOf(value: unknown): readonly string[] {
  try {
    return [parseTimestamp(value)];
  } catch {
    return [];
  }
}

const textsOf = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : []);

export function authorizationNodes(event: RecordedEvent): GraphNode[] {
  const type = types.get(event.typ);
  if (type === undefined) return [];
  return [
    {
      id: nodeId('authorization', event.leaf),
      type: 'case-investigation:Authorization',
      properties: {
        'case-investigation:authorizationType': [type],
        'case-investigation:authorizationIdentifier': textsOf(event.data['document']),
        'uco-core:startTime': [dateTime(event.emit)],
        'uco-core:endTime': timeOf(event.data['until']).map(dateTime),
      },
    },
  ];
}
