import { crossChecks } from './cross-checks.js';
import type { Settings } from './keys.js';
import { witnessKey } from './rules.js';

const key = 'witness.example/w1+c1dd03a1+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU';
const none = { url: '', key: '', note: 'OWN', tlsCaFile: '' } as const;
const https = { ...none, url: 'https://witness.example', key, tlsCaFile: '/b' };
const here = { ...none, url: 'http://127.0.0.1:7380', key, note: 'SECOND' } as const;
const tsa = { url: '', caFile: '', crlFile: '', policy: '', tlsCaFile: '' };

function problems(
  witness1: Settings['witness1'],
  witness2: Settings['witness1'] = none,
): readonly string[] {
  const settings = {
    ...{ keysDir: '/k', objectsDir: '/o', tsa1: tsa, tsa2: tsa },
    http: { host: '127.0.0.1', port: 1, keyFile: '/1', certFile: '/2' },
    database: { socketDir: '/s', passwordDir: '/p' },
    bus: { url: 'tls://127.0.0.1:2', seedDir: '/q' },
    border: {
      ...{ url: 'tls://127.0.0.1:3', monitorUrl: 'http://127.0.0.1:4' },
      ...{ keyFile: '/3', certFile: '/4', seedFile: '/5' },
    },
    log: { headFile: '/6' },
    limits: { idleMinutes: 1, sessionMinutes: 2 },
    ...{ witness1, witness2 },
    x509Seal: { chainFile: '', keyFile: '', device: '', module: '', pinFile: '' },
  };
  return crossChecks(settings as unknown as Settings).map(String);
}

describe('witnesses outside in the settings', () => {
  it('are none, one or two', () => {
    const other = { ...https, key: key.replace('w1', 'w2') };
    for (const [one, two] of [
      [none, none],
      [https, none],
      [none, here],
      [here, other],
    ] as const)
      expect(problems(one, two)).toEqual([]);
  });

  it('are named whole, and two are two', () => {
    expect(problems({ ...none, key })).toEqual([expect.stringMatching(/^witness1\.url/)]);
    expect(problems({ ...https, key: '' })).toEqual([expect.stringMatching(/^witness1\.key/)]);
    expect(problems(none, { ...https, tlsCaFile: '' })).toEqual([
      expect.stringMatching(/^witness2\.tlsCaFile/),
    ]);
    expect(problems(https, { ...here, url: https.url, tlsCaFile: '/b' })).toEqual([
      expect.stringMatching(/^witness2\.url/),
      expect.stringMatching(/^witness2\.key/),
    ]);
  });

  it.each([
    ['of a log', key.replace('+BIE', '+AYE')],
    ['without a name', key.slice('witness.example/w1'.length)],
    ['of another length', `${key}AA`],
    ['with a blank', key.replace('/', ' ')],
    ['with two lines', `${key}\n${key}`],
  ])('have no key %s', (_what, text) => {
    expect([witnessKey.accept(key), witnessKey.accept(text)]).toEqual([key, undefined]);
  });
});
