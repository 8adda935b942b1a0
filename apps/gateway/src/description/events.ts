import type { OpenAPIObject } from '@nestjs/swagger';
import { exampleNamed } from '#api';
import { ThreadEvent } from '#capabilities/events/events.contract';
import { Problem } from '#contract';
import { eventNames } from '../events/event-text.js';
import type { EventsDocument } from './shapes.js';

const ref = (place: string): object => ({ $ref: `#/${place}` });

const words = [
  'Server-sent events of `GET /api/v1/events`: what happens in the threads that an officer’s lists show.',
  'The member `id` of an event is the id of the stream: its place in the custody log of this State.',
  'A reader that was cut sends the last one as `Last-Event-ID` and misses nothing, for 24 hours or 100,000 entries of the log.',
  'Lines that begin with a colon are signs of life, each 15 seconds.',
].join(' ');

const messagesOf = () => ({
  [eventNames.thread]: {
    ...{ name: eventNames.thread, title: 'Something happened in a thread' },
    description:
      'Ids, codes, priorities and times. What it says is read by a call that states a purpose.',
    payload: ref(`components/schemas/${ThreadEvent.name}`),
    examples: [{ name: ThreadEvent.name, payload: exampleNamed(ThreadEvent.name) }],
  },
  [eventNames.end]: {
    ...{ name: eventNames.end, title: 'The stream ends' },
    description: 'The last event. With `action` `retry`, connect again with `Last-Event-ID`.',
    payload: ref(`components/schemas/${Problem.name}`),
    examples: [{ name: Problem.name, payload: exampleNamed(Problem.name) }],
  },
});

export function describeEvents({ info, components }: OpenAPIObject): EventsDocument {
  const { [ThreadEvent.name]: event, [Problem.name]: problem } = components?.schemas ?? {};
  const { title, version, license } = info;
  const messages = messagesOf();
  return {
    asyncapi: '3.0.0',
    info: { title: `${title}: events`, version, description: words, license },
    defaultContentType: 'application/json',
    servers: {
      gateway: {
        ...{ host: '{host}', protocol: 'https' },
        description: 'The gateway that serves this description.',
        variables: {
          host: { description: 'Its host and port.', examples: ['gateway.example:8443'] },
        },
        security: [ref('components/securitySchemes/bearer')],
      },
    },
    channels: {
      events: {
        address: '/api/v1/events',
        description: 'One stream for both sides, as long as the session lasts.',
        servers: [ref('servers/gateway')],
        messages: Object.fromEntries(
          Object.keys(messages).map((name) => [name, ref(`components/messages/${name}`)]),
        ),
      },
    },
    operations: {
      tellEvents: {
        action: 'send',
        channel: ref('channels/events'),
        summary: 'The gateway tells what happens.',
        messages: Object.keys(messages).map((name) => ref(`channels/events/messages/${name}`)),
      },
    },
    components: {
      messages,
      schemas: { [ThreadEvent.name]: event, [Problem.name]: problem },
      securitySchemes: { bearer: components?.securitySchemes?.['bearer'] },
    },
  };
}
