import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SecondVerifier } from './second-verifier.js';

let go: SecondVerifier;
beforeAll(() => {
  go = new SecondVerifier();
}, 240_000);
afterAll(() => go.remove());

interface Vector {
  readonly name: string;
  readonly operation: string;
  readonly input: string;
  readonly expect: string;
}

const vectors = fileURLToPath(new URL('../../vectors/wire/', import.meta.url));
const travels = (input: string): boolean =>
  !/"chain":"(peers|retention)"/.test(Buffer.from(input, 'base64').toString());
const notOfKept = [
  ...['ITEM_MISSING', 'NOT_AVAILABLE_YET'],
  ...['document-delay-notice-for-ever', 'document-response-subject-link-blank'],
];

// Vectors that depend on the clock: a package is judged by the times in it.
const byTheClock = [
  ...['expired-key.json', 'key-of-tomorrow.json', 'retired-key.json', 'future-signature.json'],
  ...['far-future-signature.json', 'expired-key-signature.json'],
];

describe('the verifier in Go', () => {
  it('takes and refuses the vectors of documents, envelopes and entries', async () => {
    const cases = readdirSync(vectors)
      .map((name) => JSON.parse(readFileSync(join(vectors, name), 'utf8')) as Vector)
      .filter(({ operation }) => ['document', 'envelope', 'entry'].includes(operation))
      .filter(({ name, expect: code }) => ![name, code].some((each) => notOfKept.includes(each)))
      .filter(({ operation, input }) => operation !== 'entry' || travels(input));
    const asked = cases.map(({ operation, input }) => [
      ...['form', operation],
      go.write(Buffer.from(input, 'base64')),
    ]);
    const answers = await go.judge(asked);
    const wrong = cases.filter(
      ({ expect: code }, i) => answers[i]?.exit !== (code === 'ok' ? 0 : 1),
    );
    expect(wrong.map(({ name, expect: code }) => `${name} ${code}`)).toEqual([]);
    expect(cases.length).toBeGreaterThan(150);
  });

  it('takes and refuses the vectors of certificates and signatures', async () => {
    const folder = fileURLToPath(new URL('../../vectors/openpgp/', import.meta.url));
    const cases = readdirSync(folder)
      .filter((name) => name.endsWith('.json') && !byTheClock.includes(name))
      .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
      .map(({ name, text }) => ({ name, text, vector: JSON.parse(text) as Vector }))
      .filter(({ vector }) => ['certificate', 'verify'].includes(vector.operation));
    const answers = await go.judge(cases.map(({ text }) => ['form', 'openpgp', go.write(text)]));
    const wrong = cases.filter(
      ({ vector }, i) => answers[i]?.exit !== (vector.expect === 'ACCEPTED' ? 0 : 1),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
    expect(cases.length).toBeGreaterThan(40);
  });
});
