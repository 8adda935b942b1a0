import { get } from 'node:https';

/** What the API says of itself. */
export interface Readiness {
  readonly reachable: boolean;
  /** HTTP status of `/readyz`; undefined when nobody answered. */
  readonly status: number | undefined;
  /** Its answer, when that is JSON. */
  readonly body: unknown;
}

/** What works but should be mended, in words, by service; none when the answer does not say. Pure. */
export function degradedOf(body: unknown): readonly { service: string; why: string }[] {
  const { services } = (body ?? {}) as { services?: unknown };
  if (!Array.isArray(services)) return [];
  return services.flatMap((row: { service?: unknown; degraded?: unknown } | null) => {
    const { service, degraded } = row ?? {};
    if (typeof service !== 'string' || !Array.isArray(degraded)) return [];
    return degraded.map((code) => ({
      service,
      why: `degraded: ${String(code).toLowerCase().replaceAll('_', ' ')}`,
    }));
  });
}

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

/** Asks `/readyz`, believing only the State's own authority (PEM). Never throws: silence is an answer. */
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
