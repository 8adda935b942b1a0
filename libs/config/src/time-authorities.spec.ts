import { crossChecks } from './cross-checks.js';
import type { Settings } from './keys.js';
import { objectIdentifier, optional, path, timeUrl } from './rules.js';

const none = { url: '', caFile: '', crlFile: '', policy: '', tlsCaFile: '' };
const witness = { url: '', key: '', note: 'OWN', tlsCaFile: '' };
const https = { ...none, url: 'https://tsa.example/rfc3161', caFile: '/a', tlsCaFile: '/b' };

function problems(tsa1: Settings['tsa1'], tsa2: Settings['tsa2'] = none): string[] {
  const apart = { keysDir: '/k', objectsDir: '/o' };
  const settings = {
    ...apart,
    http: { host: '127.0.0.1', port: 1, keyFile: '/1', certFile: '/2' },
    database: { socketDir: '/s', passwordDir: '/p' },
    bus: { url: 'tls://127.0.0.1:2', seedDir: '/q' },
    border: {
      url: 'tls://127.0.0.1:3',
      monitorUrl: 'http://127.0.0.1:4',
      keyFile: '/3',
      certFile: '/4',
      seedFile: '/5',
    },
    log: { headFile: '/6' },
    limits: { idleMinutes: 1, sessionMinutes: 2 },
    tsa1,
    tsa2,
    witness1: witness,
    witness2: witness,
    x509Seal: { chainFile: '', keyFile: '', device: '', module: '', pinFile: '' },
  };
  return crossChecks(settings as unknown as Settings).map(String);
}

describe('time-stamp authorities in the settings', () => {
  it('are none, one or two', () => {
    const relay = { ...none, url: 'http://127.0.0.1:3161/tsa', caFile: '/a' };
    for (const [one, two] of [
      [none, none],
      [https, none],
      [none, https],
      [https, relay],
    ] as const)
      expect(problems(one, two)).toEqual([]);
  });

  it('are named whole, and two are two', () => {
    expect(problems({ ...none, caFile: '/a' })).toEqual([expect.stringMatching(/^tsa1\.url/)]);
    expect(problems({ ...https, caFile: '' })).toEqual([expect.stringMatching(/^tsa1\.caFile/)]);
    expect(problems(none, { ...https, tlsCaFile: '' })).toEqual([
      expect.stringMatching(/^tsa2\.tlsCaFile/),
    ]);
    expect(problems(https, https)).toEqual([expect.stringMatching(/^tsa2\.url/)]);
  });

  it.each([
    'https://tsa.example',
    'https://tsa.example:8443/a/b?x=1',
    'https://10.0.0.1/tsa',
    'http://127.0.0.1:80/tsa',
  ])('are asked at %s', (url) => {
    expect(timeUrl.accept(url)).toBe(url);
  });

  it.each([
    'http://tsa.example/tsa',
    'http://127.0.0.1/tsa',
    'http://localhost:80/tsa',
    'http://127.0.0.1.example:80/',
    'https://user:secret@tsa.example/',
    'https://tsa.example/a b',
    'https://tsa.example\n/x',
    'ftp://tsa.example/',
    'file:///etc/passwd',
    `https://tsa.example/${'x'.repeat(500)}`,
  ])('are never asked at %j', (url) => {
    expect(timeUrl.accept(url)).toBeUndefined();
  });

  it('have a policy in the one spelling there is', () => {
    for (const good of ['1.2.3', '1.3.6.1.4.1.99999.1', '2.16.840.1'])
      expect(objectIdentifier.accept(good)).toBe(good);
    for (const bad of ['1', '3.1', '1.02', '1..2', '1.2.', 'any', `1${'.1'.repeat(21)}`])
      expect(objectIdentifier.accept(bad)).toBeUndefined();
    expect([optional(path).accept(''), optional(path).accept('x')]).toEqual(['', undefined]);
  });
});
