import { createUserKey } from '#broker';
import { CliError } from '../errors.js';
import { parseLink } from './links.js';

const listen = {
  linkId: '0'.repeat(32),
  peer: 'XB',
  side: 'listen',
  leafPublicKey: createUserKey().publicKey,
  authorityFile: '/x/peer.crt',
};
const solicit = { ...listen, side: 'solicit', host: 'xb.example', port: 7422 };
const detail = (value: unknown): string => {
  try {
    parseLink('a.json', typeof value === 'string' ? value : JSON.stringify(value));
    return 'accepted';
  } catch (error) {
    return error instanceof CliError ? `${error.code} ${error.detail ?? ''}` : String(error);
  }
};

describe('parseLink', () => {
  it('reads both sides', () => {
    expect(parseLink('a', JSON.stringify(listen))).toEqual(listen);
    const { leafPublicKey, ...expected } = solicit;
    expect(leafPublicKey).toBeDefined();
    expect(parseLink('a', JSON.stringify(solicit))).toEqual(expected);
  });

  it.each([
    ['{', 'not JSON'],
    [{ ...listen, side: 'both' }, 'side'],
    [{ ...listen, linkId: 'x' }, 'link'],
    [{ ...listen, peer: 'xb' }, 'state'],
    [{ ...listen, authorityFile: 1 }, 'authorityFile'],
    [{ ...solicit, port: 0 }, 'port'],
    [{ ...solicit, port: '7422' }, 'port'],
    [{ ...solicit, host: '' }, 'host'],
    [{ ...solicit, host: 'a b' }, 'host'],
    [{ ...listen, leafPublicKey: 'UA' }, 'leafPublicKey'],
    ['null', 'null'],
  ])('refuses %j', (value, says) => {
    expect(detail(value)).toMatch(/^CLI_LINK_INVALID a\.json: /);
    expect(detail(value)).toMatch(says);
  });
});
