import type { EventBatch, ThreadEvent } from '#capabilities/events/events.contract';
import type { EventPlace } from '#capabilities/events/event-place.model';
import type { Problem } from '#contract';

/** Names of events in the stream. */
export const eventNames = { thread: 'thread', end: 'end' } as const;

/** Time after which a reader that was cut comes again by itself. */
const againMs = 3_000;

/** One event, as a stream of server-sent events has it. */
export const eventText = (name: string, data: object, id?: EventPlace): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

const threadText = (event: ThreadEvent): string => eventText(eventNames.thread, event, event.id);

/** Sign of life. It moves the reader's last id on without an event. */
export const beatText = (heard: EventPlace): string => `: alive\nid: ${heard}\n\n`;

/** First words of a stream: a reader that is cut before any event goes on from here. */
export const helloText = (heard: EventPlace): string => `retry: ${againMs}\n${beatText(heard)}`;

export const batchText = ({ events }: EventBatch): string => events.map(threadText).join('');

/** Last event of a stream: why it ends, as a problem document. */
export const endText = (problem: Problem): string => eventText(eventNames.end, problem);
