import { Server } from 'node:net';
import { afterAll } from '@jest/globals';

// Unit tests are run often, so they start no server that speaks TLS or HTTP. A socket that is a file costs nothing.
const before = Object.getOwnPropertyDescriptor(Server.prototype, 'listen') ?? {};
const listen = before.value as (this: Server, ...args: readonly unknown[]) => Server;
function onFileOnly(this: Server, ...args: readonly unknown[]): Server {
  if (typeof args[0] === 'string') return listen.call(this, ...args);
  throw new Error('a unit test starts no server: name its file x.integration.spec.ts');
}
Object.defineProperty(Server.prototype, 'listen', { ...before, value: onFileOnly });
afterAll(() => {
  Object.defineProperty(Server.prototype, 'listen', before);
});
