import { phrase } from '#kernel';
import { BrokerError } from './errors.js';

/**
 * Writer for the broker's configuration language. Pass text values through `quoted`, so that no value can open a block or
 * name a variable.
 */
export class BrokerText {
  private readonly lines: string[] = [];
  private depth = 0;

  set(key: string, value: string): this {
    return this.line(`${key}: ${value}`);
  }

  block(key: string, body: (text: this) => void): this {
    this.line(`${key} {`);
    this.inside(body);
    return this.line('}');
  }

  blocks<T>(key: string, items: readonly T[], body: (text: this, item: T) => void): this {
    this.line(`${key} = [`);
    this.inside(() => {
      for (const item of items) {
        this.line('{');
        this.inside((text) => {
          body(text, item);
        });
        this.line('}');
      }
    });
    return this.line(']');
  }

  toString(): string {
    return `${this.lines.join('\n')}\n`;
  }

  private inside(body: (text: this) => void): void {
    this.depth += 1;
    body(this);
    this.depth -= 1;
  }

  private line(text: string): this {
    this.lines.push(`${'  '.repeat(this.depth)}${text}`);
    return this;
  }
}

export function quoted(value: string, field: string): string {
  if (value.length === 0 || value.length > 1024 || !/^[^"\\\p{Cc}]+$/u.test(value))
    throw new BrokerError(
      'LAYOUT_INVALID',
      phrase`${field} must be 1 to 1024 characters without quotes, backslashes or control characters`,
    );
  return `"${value}"`;
}

export const quotedList = (values: readonly string[], field: string): string =>
  `[${values.map((value) => quoted(value, field)).join(', ')}]`;

/** Reference to an environment variable of the broker. Keeps a secret out of the configuration file. @throws LAYOUT_INVALID */
export function variable(name: string, field: string): string {
  if (!/^[A-Z][A-Z0-9_]{2,79}$/.test(name))
    throw new BrokerError(
      'LAYOUT_INVALID',
      phrase`${field} must be the name of a variable, A-Z 0-9 _`,
    );
  return `$${name}`;
}

export function port(value: number, field: string): string {
  if (!Number.isInteger(value) || value < 1 || value > 65535)
    throw new BrokerError('LAYOUT_INVALID', phrase`${field} must be a port, 1 to 65535`);
  return String(value);
}

export function address(host: string, portNumber: number, field: string): string {
  if (!/^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])$/.test(host))
    throw new BrokerError('LAYOUT_INVALID', phrase`${field} must be an address or a DNS name`);
  return `${host}:${port(portNumber, field)}`;
}
