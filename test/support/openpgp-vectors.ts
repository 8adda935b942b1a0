import { readdirSync, readFileSync } from 'node:fs';
import type { Vector } from '../vectors/openpgp/make/vector.js';

export { frame, unframe } from '../vectors/openpgp/make/packets.js';
export { keyCertificate } from '../vectors/openpgp/make/small-order.js';

const folder = new URL('../vectors/openpgp/', import.meta.url);

/** The certificate of one vector. */
export function vectorCertificate(name: string): Buffer {
  const vector = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Vector;
  return Buffer.from(vector.inputs['certificate'] ?? '', 'base64');
}

/** Different bytes that OpenPGP vectors have under this name, such as `certificate`. */
export function vectorInputs(member: string): Buffer[] {
  const inputs = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Vector)
    .flatMap(({ inputs: { [member]: input } }) => (input === undefined ? [] : [input]));
  return [...new Set(inputs)].map((input) => Buffer.from(input, 'base64'));
}
