import { readFileSync } from 'node:fs';
import { build, closeAll } from '../../../../test/support/http-gateway.js';
import { schemaJudge } from '../../../../test/instruments/contract.js';
import { membersOf } from '#contract';
import { ThreadEvent } from '#capabilities/events/events.contract';
import { describeApi } from './openapi.js';
import { describeEvents } from './events.js';

afterAll(closeAll);

interface Message {
  readonly name: string;
  readonly payload: { readonly $ref: string };
  readonly examples: readonly { readonly payload: object }[];
}
interface Events {
  readonly asyncapi: string;
  readonly channels: Readonly<Record<string, { readonly address: string }>>;
  readonly components: {
    readonly messages: Readonly<Record<string, Message>>;
    readonly schemas: Readonly<Record<string, { properties: object; required: string[] }>>;
  };
}

const described = async () => {
  const { app } = await build();
  const api = describeApi(app);
  return { app, api, events: describeEvents(api) as Events };
};

describe('description of the events', () => {
  it('is the committed one, and served', async () => {
    const { app, events } = await described();
    const committed = readFileSync(new URL('../../asyncapi.json', import.meta.url), 'utf8');
    expect(events).toEqual(JSON.parse(committed));
    const served = await app.inject({ method: 'GET', url: '/api/v1/asyncapi.json' });
    expect(served.json()).toEqual(JSON.parse(committed));
    expect((await app.inject('/api/docs')).body).toContain('href="/api/v1/asyncapi.json"');
  });

  it('has the members of the contract, and those of the API description', async () => {
    const { api, events } = await described();
    const { ThreadEvent: schema } = events.components.schemas;
    expect(Object.keys(schema?.properties ?? {})).toEqual([...membersOf(ThreadEvent).keys()]);
    expect(new Set(schema?.required)).toEqual(new Set(membersOf(ThreadEvent).keys()));
    expect(schema).toEqual(api.components?.schemas?.['ThreadEvent']);
    expect(api.paths).toHaveProperty([events.channels['events']?.address ?? '']);
  });

  it('points to what is there, and has examples of the form that it asks for', async () => {
    const { api, events } = await described();
    expect(events.asyncapi).toBe('3.0.0');
    const places = [...JSON.stringify(events).matchAll(/"\$ref":"#\/([^"]+)"/g)];
    expect(places.length).toBeGreaterThan(8);
    for (const [, path = ''] of places)
      expect(events).toHaveProperty(path.split('/'), expect.anything());
    const fits = schemaJudge(api);
    const { messages } = events.components;
    expect(Object.keys(messages)).toEqual(['thread', 'end']);
    for (const { payload, examples } of Object.values(messages))
      for (const example of examples)
        expect(fits(payload.$ref.replace('#/components/schemas/', ''), example.payload)).toBe(true);
  });
});
