import { routesOf } from '../../apps/gateway/src/access.js';
import { controllers } from '../../apps/gateway/src/gateway-module.js';
import { id } from './http-gateway.js';

type Door = readonly [route: string, door: 'open' | 'session', body?: object];

/** What is said with the address alone. */
const bodiless = /\/(uploads|exculpatory|claim|release|confirm|want-erased)$/;

/** The doors of the gateway as one tries them: every route of its controllers, who may pass, and a body to send. */
export const doors: readonly Door[] = routesOf(controllers).map(({ route, open }): Door => {
  const door = open ? 'open' : 'session';
  return route.startsWith('POST') && !bodiless.test(route) ? [route, door, {}] : [route, door];
});

export const rows = (
  some: typeof doors,
): { readonly route: string; readonly body: object | undefined }[] =>
  some.map(([route, , body]) => ({ route, body }));

export type Method = 'GET' | 'POST' | 'DELETE';
export const split = (route: string): { method: Method; url: string } => {
  const [method, url] = route.split(' ') as [Method, string];
  return { method, url: url.replace(/:position|:rseq/, '1').replace(/:[a-z]+/g, id) };
};
