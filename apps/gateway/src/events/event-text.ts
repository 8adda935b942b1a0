import type { EventBatch, ThreadEvent } from '#capabilities/events/events.contract';
import type { EventPlace } from '#capabilities/events/event-place.model';
import type { Problem } from '#contract';

export const eventNames = { thread: 'thread', end: 'end' } as const;

// Reconnection time (ms) for readers that were cut.
const againMs = 3_000;

export const eventText = (name: string, data: object, id?: EventPlace): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

const threadText = (event: ThreadEvent): string => eventText(eventNames.thread, event, event.id);

/** Keep-alive comment with the reader's position as id, so that a reader without new events can resume there. */
export const beatText = (place: EventPlace): string => `: alive\nid: ${place}\n\n`;

/** First text of a stream. Its id lets a reader resume even if the connection breaks before the first event. */
export const helloText = (place: EventPlace): string => `retry: ${againMs}\n${beatText(place)}`;

export const batchText = ({ events }: EventBatch): string => events.map(threadText).join('');

export const endText = (problem: Problem): string => eventText(eventNames.end, problem);
