import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { readDer } from '#cms';
import { formToken, makeStampRequest, readStampTrust, verifyStamp } from '#stamp';
import { policies, TimeAuthority } from '../support/time-authority.js';

const note = Buffer.from('a note');
let authority: TimeAuthority;

beforeAll(async () => {
  authority = await TimeAuthority.create('Right');
}, 60_000);

afterAll(() => {
  authority.remove();
});

const infoPlace = '1 0 2 1 0';
const own: Readonly<Record<string, string>> = {
  [`${infoPlace} 0 3`]: 'serial number',
  [`${infoPlace} 0 4`]: 'time',
  [`${infoPlace} 0 6`]: 'nonce',
  '1 0 4 0 3 1 1 0': 'time that is signed',
  '1 0 4 0 3 2 1 0': 'digest that is signed',
  '1 0 4 0 5': 'signature',
};

// Names the parts that each token has for itself; of all others gives the content. TSTInfo is read, too.
function formOf(bytes: Uint8Array, at: readonly number[] = []): string[] {
  const [read] = readDer(bytes);
  if (read === undefined) throw new Error('nothing to read');
  const { tag, content } = read;
  const place = at.join(' ');
  if ((tag & 0x20) !== 0 || place === infoPlace)
    return readDer(content).flatMap((each, i) => formOf(each.bytes, [...at, i]));
  return [`${place}: ${tag} ${own[place] ?? Buffer.from(content).toString('hex')}`];
}

it('a stamp that tests make without openssl has the form of one of openssl, which verifies it', async () => {
  const openssl = (words: string, stamp: Buffer): Promise<string> => {
    authority.write('made.token', stamp);
    return authority.openssl(`ts ${words} -token_in -in made.token`);
  };
  authority.write('note', note);
  const verified = '-verify -data note -CAfile ca.pem';
  const { der, nonce } = makeStampRequest(note, randomBytes(16), policies.usual);
  const trust = readStampTrust(authority.read('ca.pem'), undefined, policies.usual);
  const answer = { bytes: note, nonce, now: new Date() };
  const { token, chain } = await verifyStamp(await authority.reply(der), answer, trust);
  const first = await authority.stamp(Buffer.from('other'));
  const second = await authority.stamp(note);
  await openssl(verified, second);
  expect(formOf(second)).toEqual(formOf(formToken(token, chain)));
  const nonceIn = async (stamp: Buffer): Promise<string> =>
    /^Nonce: 0x[0-9A-F]{32}$/m.exec(await openssl('-reply -text', stamp))?.[0] ?? 'none';
  expect([await nonceIn(first), 'none']).not.toContain(await nonceIn(second));
  // A new key, with a chain of its own.
  await authority.issue('good');
  await openssl(verified, await authority.stamp(note));
});
