import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseLinkId, parseSha256, parseTimestamp } from '#kernel';
import type { QuarantinedMessage } from '#capabilities/quarantine/quarantine.contract';
import { Contract } from '../../../test/instruments/contract.js';
import { at } from '../../../test/support/builders.js';
import { bearer, build, closeAll } from '../../../test/support/http-gateway.js';

afterAll(closeAll);
const contract = new Contract();

const evidence: QuarantinedMessage = {
  id: '0190a0b0-0000-7000-8000-000000000003',
  link: parseLinkId('a'.repeat(32)),
  messageId: null,
  code: 'SIGNATURE_INVALID',
  detail: null,
  size: 3,
  sha256: parseSha256('b'.repeat(64)),
  at: parseTimestamp(at()),
  evidence: new Uint8Array([1, 2, 3]),
};
const show = {
  method: 'GET',
  url: '/api/v1/quarantine/0190a0b0-0000-7000-8000-000000000003?purpose=DETECTION',
} as const;

async function answered(out: object, url: string = show.url) {
  const { app } = await build({ 'audit.quarantine-show': () => out });
  const answer = await app.inject({ ...show, url, headers: bearer });
  const type = String(answer.headers['content-type']);
  return { ...show, url, status: answer.statusCode, type, body: answer.json<unknown>() };
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

describe('the description of the API', () => {
  it('has a name of its own for every shape: of two with one name it would keep one', () => {
    const names = ['libs/capabilities', 'libs/contract/src', 'apps/gateway/src']
      .flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
          join(root, folder, name),
        ),
      )
      .filter((file) => /\.contract\.ts$|\/(?:shapes|description)\.ts$/.test(file))
      .flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/^export class (\w+)/gm)].map(([, name]) => name),
      );
    expect(names.length).toBeGreaterThan(150);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it('says what every route answers, as a closed schema, and that it may refuse', () => {
    const described = contract.described();
    const routes = new Set(described.map((each) => each.split(' ').slice(0, 2).join(' ')));
    for (const route of routes) {
      expect(described).toContain(`${route} default`);
      expect(described.some((each) => each.startsWith(`${route} 2`))).toBe(true);
    }
  });

  it('allows evidence of a quarantine as the service gives it', async () => {
    const answer = await answered(evidence);
    expect(() => contract.check(answer)).not.toThrow();
  });

  it.each<[string, object]>([
    ['a member that it does not name', { ...evidence, secret: 'x' }],
    ['a member that is missing', { ...evidence, code: undefined }],
    ['null where it names none', { ...evidence, id: null }],
    ['another type', { ...evidence, size: '3' }],
    ['another form', { ...evidence, sha256: 'B'.repeat(64) }],
  ])('does not allow %s', async (_, out) => {
    const answer = await answered(out);
    expect(answer.status).toBe(200);
    expect(() => contract.check(answer)).toThrow('otherwise than described');
  });

  it('does not allow a refusal without its words, another type of content, another status', async () => {
    const refusal = await answered(
      evidence,
      '/api/v1/quarantine/0190a0b0-0000-7000-8000-000000000003',
    );
    expect(refusal.status).toBe(422);
    expect(() => contract.check(refusal)).not.toThrow();
    expect(() => contract.check({ ...refusal, body: { code: 'X' } })).toThrow('otherwise');
    expect(() => contract.check({ ...refusal, type: 'application/json' })).toThrow('not described');
    const answer = await answered(evidence);
    expect(() => contract.check({ ...answer, status: 202 })).toThrow('not described');
  });
});
