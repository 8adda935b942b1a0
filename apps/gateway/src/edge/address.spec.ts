import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { callerOf } from './address.js';

describe('the name under which a caller is counted', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0DB8:0000:0001:ffff:0:0:1', '2001:db8:0:1::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['2001:db8:1:2:3:4:5::', '2001:db8:1:2::/64'],
  ])('%s: %s', (address, caller) => {
    expect(callerOf(address)).toBe(caller);
  });

  it('is the same for all addresses that one machine has', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        // An IPv4 address has no network here: it stands for itself, also when written in IPv6.
        const caller = callerOf(address);
        expect(callerOf(caller.replace('/64', '1'))).toBe(caller);
      }),
      { examples: [['::ffff:192.0.2.7'], ['::ffff:7'], ['::192.0.2.7']] },
    );
  });
});
