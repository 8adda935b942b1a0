import { Injectable } from '@nestjs/common';

interface ServedRoute {
  readonly method: string;
  readonly parts: readonly string[];
}

const partsOf = (path: string): string[] => path.split('/').slice(1);

const fits = (pattern: readonly string[], parts: readonly string[]): boolean =>
  pattern.length === parts.length &&
  pattern.every((part, at) => (part.startsWith(':') ? parts[at] !== '' : part === parts[at]));

@Injectable()
export class ServedMethods {
  readonly #routes: ServedRoute[] = [];

  add(method: string, pattern: string): void {
    this.#routes.push({ method, parts: partsOf(pattern) });
  }

  methodsOf(url: string): readonly string[] {
    const [path = ''] = url.split('?');
    const parts = partsOf(path);
    const found = this.#routes.filter((route) => fits(route.parts, parts));
    return [...new Set(found.map(({ method }) => method))].sort();
  }
}
