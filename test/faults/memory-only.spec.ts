import { createServer } from 'node:https';
import { describe, expect, it } from '@jest/globals';

describe('a unit test', () => {
  it('starts no server', () => {
    expect(() => createServer().listen(0)).toThrow('name its file x.integration.spec.ts');
  });
});
