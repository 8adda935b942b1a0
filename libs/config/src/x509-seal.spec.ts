import { optional, tokenName } from './rules.js';
import { sealFaults } from './x509-seal.js';

const none = { chainFile: '', keyFile: '', device: '', module: '', pinFile: '' };
const chain = { ...none, chainFile: '/chain.pem' };
const device = { device: 'pkcs11:object=seal', module: '/m.so', pinFile: '/pin' };
const of = (x509Seal: typeof none): readonly string[] => sealFaults({ x509Seal }).map(String);

describe('the X.509 seal in the settings', () => {
  it('is none, a file, or a device', () => {
    for (const seal of [none, { ...chain, keyFile: '/k' }, { ...chain, ...device }])
      expect(of(seal)).toEqual([]);
  });

  it('has a chain, and one key', () => {
    for (const seal of [
      { ...none, keyFile: '/k' },
      { ...none, ...device },
    ])
      expect(of(seal)).toEqual([expect.stringMatching(/^x509Seal\.chainFile/)]);
    for (const seal of [
      chain,
      { ...chain, ...device, keyFile: '/k' },
      { ...chain, ...device, pinFile: '' },
      { ...chain, keyFile: '/k', module: '/m.so' },
    ])
      expect(of(seal)).toEqual([expect.stringMatching(/^x509Seal\.keyFile/)]);
  });

  it.each([
    'pkcs11:object=a;pin-value=1',
    'pkcs11:object=a?pin-source=/p',
    'seal',
    'pkcs11:',
    'pkcs11:a b',
  ])('is in no device named %s', (name) =>
    expect(optional(tokenName).accept(name)).toBeUndefined(),
  );
});
