import { get } from 'node:https';
import type { ServiceHealth } from '#capabilities/services/services.contract';
import { say } from '#language/console';
import { gatewayChecks } from '../api/gen/readers.js';

export interface Readiness {
  readonly reachable: boolean;
  readonly status: number | undefined;
  readonly body: unknown;
}

function servicesOf(body: unknown): readonly ServiceHealth[] {
  try {
    return gatewayChecks(body).services;
  } catch {
    return [];
  }
}

export const degradedOf = (body: unknown): readonly { service: string; why: string }[] =>
  servicesOf(body).flatMap(({ service, degraded }) =>
    degraded.map((code) => ({
      service,
      why: say('readiness.degraded', { code: code.toLowerCase().replaceAll('_', ' ') }),
    })),
  );

const timeoutMs = 3_000;
const longest = 64 * 1024;
const silent: Readiness = { reachable: false, status: undefined, body: undefined };

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Asks the gateway's `/readyz` and trusts only the State's own certificate authority (`authority`, PEM). Never throws:
 * `reachable` is false if no answer came.
 */
export function readiness(
  address: { readonly host: string; readonly port: number },
  authority: string,
): Promise<Readiness> {
  return new Promise((done) => {
    const options = {
      ...address,
      path: '/readyz',
      ca: authority,
      timeout: timeoutMs,
      agent: false,
    };
    const request = get(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
        if (text.length > longest) request.destroy();
      });
      response.on('close', () => {
        done({ reachable: true, status: response.statusCode, body: parse(text) });
      });
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => {
      done(silent);
    });
  });
}
