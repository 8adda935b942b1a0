import { Server } from 'node:net';
import { afterAll, beforeAll } from '@jest/globals';

// Unit tests are run often, so they use memory only.
const listen = Object.getOwnPropertyDescriptor(Server.prototype, 'listen') ?? {};
const refuse = (): never => {
  throw new Error('a unit test starts no server: name its file x.integration.spec.ts');
};
beforeAll(() => {
  Object.defineProperty(Server.prototype, 'listen', { ...listen, value: refuse });
});
afterAll(() => {
  Object.defineProperty(Server.prototype, 'listen', listen);
});
