import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

interface Media {
  readonly schema: object;
}
interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, Media>>;
}
interface Operation {
  readonly responses: Readonly<Record<string, Response>>;
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly responses: Readonly<Record<string, Response>>;
  };
}

export interface Answered {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly type: string;
  readonly body: unknown;
}

const file = new URL('../../apps/gateway/openapi.json', import.meta.url);

/**
 * Checks answers of gateways against the committed API description. Under `/api/v1/`, each answer that the description does
 * not contain is an error.
 */
export class Contract {
  readonly checked = new Map<string, number>();
  readonly #description = JSON.parse(readFileSync(file, 'utf8')) as Description;
  readonly #ajv: Ajv2020;
  readonly #validators = new Map<string, ValidateFunction>();
  // `requests/search` fits `requests/{thread}` too: the path with fewer variables comes first.
  readonly #paths = Object.entries(this.#description.paths)
    .map(([path, operations]) => ({ path, operations, form: formOf(path) }))
    .sort((a, b) => a.path.split('{').length - b.path.split('{').length);

  constructor() {
    this.#ajv = ajvOf(this.#description);
  }

  described(): string[] {
    return Object.entries(this.#description.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { responses }]) =>
        Object.keys(responses).map((status) => `${method.toUpperCase()} ${path} ${status}`),
      ),
    );
  }

  check({ method, url, status, type, body }: Answered): void {
    const [pathname = ''] = url.split('?');
    const path = this.#pathOf(pathname, method);
    // Text for people and metrics is not described.
    if (path === undefined && !pathname.startsWith('/api/v1/')) return;
    const route = `${method} ${path ?? pathname} ${status}`;
    const operation =
      path === undefined ? undefined : this.#description.paths[path]?.[method.toLowerCase()];
    // An unknown address: only the refusal for that is allowed.
    const { responses } = operation ?? { responses: { default: this.#problem() } };
    // Failures are described once; refusals by status and code.
    const isFailure = status >= 500 || (status >= 400 && operation === undefined);
    const key = isFailure && !(status in responses) ? 'default' : String(status);
    const found = responses[key];
    if (found === undefined) throw new Error(`${route}: not described`);
    this.checked.set(route, (this.checked.get(route) ?? 0) + 1);
    const { content } = this.#resolve(found);
    if (content === undefined) {
      if (status !== 204) throw new Error(`${route}: its content is not described`);
      return;
    }
    const [media = ''] = type.split(';');
    const described = content[media];
    if (described === undefined) throw new Error(`${route}: ${media} is not described`);
    if (media === 'application/octet-stream') return;
    const inPath = operation !== undefined && found.$ref === undefined;
    const place = inPath
      ? ['paths', path ?? '', method.toLowerCase(), 'responses', key]
      : ['components', 'responses', nameOf(found) ?? 'Problem'];
    const validate = this.#validator([...place, 'content', media, 'schema']);
    if (validate(body)) return;
    const why = (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
    );
    throw new Error(`${route} answers otherwise than described:\n${why.slice(0, 8).join('\n')}`);
  }

  #problem(): Response {
    return this.#description.components.responses['Problem'] ?? {};
  }

  #resolve(response: Response): Response {
    const name = nameOf(response);
    return name === undefined ? response : (this.#description.components.responses[name] ?? {});
  }

  #validator(place: readonly string[]): ValidateFunction {
    const parts = place.map((part) =>
      encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
    );
    const ref = `openapi#/${parts.join('/')}`;
    let found = this.#validators.get(ref);
    if (found === undefined) {
      found = this.#ajv.compile({ $ref: ref });
      this.#validators.set(ref, found);
    }
    return found;
  }

  #pathOf(pathname: string, method: string): string | undefined {
    return this.#paths.find(
      ({ operations, form }) => method.toLowerCase() in operations && form.test(pathname),
    )?.path;
  }
}

const formOf = (path: string): RegExp => new RegExp(`^${path.replace(/\{[a-z]+\}/g, '[^/]+')}$`);

function ajvOf(description: object): Ajv2020 {
  const ajv = new Ajv2020({
    ...{ strict: false, allErrors: true },
    formats: { byte: base64, binary: true },
  });
  ajv.addSchema({ $id: 'openapi', ...description });
  return ajv;
}

export function schemaJudge(
  description: object,
): (schema: object | string, value: unknown) => boolean {
  const ajv = ajvOf(description);
  return (schema, value) => {
    const by =
      typeof schema === 'string' ? { $ref: `openapi#/components/schemas/${schema}` } : schema;
    return ajv.validate(by, value);
  };
}

const nameOf = ({ $ref }: Response): string | undefined =>
  $ref?.replace('#/components/responses/', '');

function base64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text;
}
