import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

interface Media {
  readonly schema: { readonly $ref?: string };
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

/** One answer of a gateway as a client got it; `body` is parsed JSON, or bytes. */
export interface Answered {
  readonly method: string;
  /** With or without its query. */
  readonly url: string;
  readonly status: number;
  readonly type: string;
  readonly body: unknown;
}

const file = new URL('../../apps/gateway/openapi.json', import.meta.url);

/** Holds answers of gateways to the committed description of the API: what it does not say must not happen. */
export class Contract {
  readonly checked = new Map<string, number>();
  readonly #description = JSON.parse(readFileSync(file, 'utf8')) as Description;
  readonly #ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    formats: { byte: base64, binary: true },
  });
  readonly #validators = new Map<string, ValidateFunction>();

  constructor() {
    // References inside the document are found under its own id.
    this.#ajv.addSchema({ $id: 'openapi', ...this.#description });
  }

  /** Every route with the answers it describes: `GET /api/v1/session 200`. */
  described(): string[] {
    return Object.entries(this.#description.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { responses }]) =>
        Object.keys(responses).map((status) => `${method.toUpperCase()} ${path} ${status}`),
      ),
    );
  }

  /** @throws naming the route and each member that the description does not allow */
  check({ method, url, status, type, body }: Answered): void {
    const [pathname = ''] = url.split('?');
    if (!pathname.startsWith('/api/v1/')) return;
    const path = this.#pathOf(pathname, method);
    const route = `${method} ${path ?? pathname} ${status}`;
    const operation =
      path === undefined ? undefined : this.#description.paths[path]?.[method.toLowerCase()];
    // Nothing is there: then only the refusal that says so.
    const { responses } = operation ?? { responses: { default: this.#problem() } };
    const found = status >= 400 ? responses['default'] : responses[String(status)];
    if (found === undefined) throw new Error(`${route}: not described`);
    this.checked.set(route, (this.checked.get(route) ?? 0) + 1);
    const content = this.#resolve(found).content;
    if (content === undefined) {
      if (status !== 204) throw new Error(`${route}: its content is not described`);
      return;
    }
    const [media = ''] = type.split(';');
    const described = content[media];
    if (described === undefined) throw new Error(`${route}: ${media} is not described`);
    if (media === 'application/octet-stream') return;
    const validate = this.#validator(described.schema.$ref ?? '');
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
    return response.$ref === undefined ? response : this.#problem();
  }

  #validator(ref: string): ValidateFunction {
    let found = this.#validators.get(ref);
    if (found === undefined) {
      found = this.#ajv.compile({ $ref: `openapi${ref}` });
      this.#validators.set(ref, found);
    }
    return found;
  }

  #pathOf(pathname: string, method: string): string | undefined {
    const fits = Object.entries(this.#description.paths).filter(
      ([path, operations]) =>
        method.toLowerCase() in operations &&
        new RegExp(`^${path.replace(/\{[a-z]+\}/g, '[^/]+')}$`).test(pathname),
    );
    // `requests/search` fits `requests/{thread}` too: the one with fewer variables is meant.
    return fits.map(([path]) => path).sort((a, b) => a.split('{').length - b.split('{').length)[0];
  }
}

function base64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text;
}
