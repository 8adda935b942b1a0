import { Server } from 'node:net';
import { afterAll, beforeAll } from '@jest/globals';

// Unit tests are run often, so they use memory only.
const { listen } = Server.prototype;
beforeAll(() => {
  Server.prototype.listen = () => {
    throw new Error('a unit test starts no server: name its file x.integration.spec.ts');
  };
});
afterAll(() => {
  Server.prototype.listen = listen;
});
