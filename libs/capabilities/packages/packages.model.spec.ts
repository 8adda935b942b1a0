import { parseAuthorityId } from '#kernel';
import { exhibitOf } from './packages.model.js';

describe('the number of a package', () => {
  it('has the form that packages take, the longest one too', () => {
    expect(exhibitOf(parseAuthorityId('border-police'), 2026, 12)).toBe('border-police-2026-12');
    const longest = exhibitOf(parseAuthorityId(`a${'b'.repeat(31)}`), 2026, 999_999_999);
    expect(longest).toMatch(/^[a-z0-9][a-z0-9.-]{0,63}$/);
  });
});
