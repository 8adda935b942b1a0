import { calls } from '#capabilities/contracts';
import { membersOf } from '#contract';
import { isCoded } from '#kernel';
import type { Calls, Pattern } from './calls.js';
import type { TestGateway } from './gateway.js';
import { httpOrigin, ProductCalls } from './product-calls.js';

/** An event as a test compares it: what, and by whom. */
export type Told = readonly [typ: string, officer: string | null];

/** Officers of a State at its calls, and what the log says of them. */
export class OfficeDay {
  readonly #tokens = new Map<string, string>();

  private constructor(
    readonly gateway: TestGateway,
    readonly calls: ProductCalls,
  ) {}

  static async begin(gateway: TestGateway, names: readonly string[]): Promise<OfficeDay> {
    const day = new OfficeDay(gateway, await ProductCalls.of(gateway));
    for (const name of names) day.#tokens.set(name, await day.login(name));
    return day;
  }

  async login(name: string): Promise<string> {
    const login = await this.gateway.state.login(name, httpOrigin, { at: new Date() });
    await this.calls.ask('requests.open-session', login);
    return login.token;
  }

  token(name: string): string {
    const token = this.#tokens.get(name);
    if (token === undefined) throw new Error(`${name} has no session`);
    return token;
  }

  /** A call with the session of an officer: the members that it takes, of what else stands beside them in a test. */
  ask<P extends Pattern>(
    name: string,
    pattern: P,
    input: Omit<Calls[P]['in'], 'session'>,
  ): Promise<Calls[P]['out']> {
    const given = takenBy(pattern, input) as typeof input;
    return this.calls.ask(pattern, { ...given, session: this.token(name) });
  }

  /** Id of the newest event, to ask from. */
  async newest(): Promise<string> {
    const [row] = await this.gateway.sql<{ id: string }>(
      'select id from journal.event order by id desc limit 1',
    );
    return row?.id ?? '00000000-0000-0000-0000-000000000000';
  }

  /** What the services that answer calls recorded since, in order. */
  async toldSince(event: string): Promise<Told[]> {
    const rows = await this.gateway.sql<{ typ: string; officer: string | null }>(
      `select typ, officer from journal.event
       where id > $1 and service in ('requests', 'inbox', 'audit') order by id`,
      [event],
    );
    return rows.map(({ typ, officer }) => [typ, officer]);
  }
}

/** The code of a refusal; undefined for an answer. */
export const codeOf = (answer: Promise<unknown>): Promise<string | undefined> =>
  answer.then(
    () => undefined,
    (error: unknown) => {
      if (isCoded(error)) return error.code;
      throw error;
    },
  );

function takenBy(pattern: string, input: object): object {
  const call = calls.find(({ name, rights }) =>
    Object.keys(rights).some((service) => `${service}.${name}` === pattern),
  );
  if (call === undefined) return input;
  const members = membersOf(call.asked);
  return Object.fromEntries(Object.entries(input).filter(([name]) => members.has(name)));
}
