export interface Place {
  readonly state: string;
  readonly service: string;
  readonly step: string;
}

export interface Counts {
  commands: number;
  transactions: number;
  notifications: number;
  /**
   * Rows inserted, updated and deleted, from PostgreSQL's command tags. Rows written inside WITH or functions are not
   * counted.
   */
  rows: number;
}

export interface StepCounts extends Place, Counts {
  readonly statements: ReadonlyMap<string, number>;
}

export const outside = '(outside a transaction)';
export const wakeUps = '(wake-ups)';

const isNotify = (sql: string): boolean => /\bpg_notify\b|^\s*notify\b/i.test(sql);
const isBegin = (sql: string): boolean => /^\s*(begin|start transaction)\b/i.test(sql);
const isEnd = (sql: string): boolean => /^\s*(commit|end|rollback|abort)\s*(;|$)/i.test(sql);
const stepOf = (sql: string): string => /'liaise\.step', '([^']*)'/.exec(sql)?.[1] ?? '(unnamed)';
const isStep = (sql: string): boolean => /^\s*select set_config\('liaise\.step'/i.test(sql);
const opening = 2;

type Entry = Place & Counts & { readonly statements: Map<string, number> };

export class SqlCounter {
  #entries = new Map<string, Entry>();
  readonly #lastAt = new Map<string, number>();

  lastAt(isWanted: (step: string) => boolean): number {
    return Math.max(0, ...[...this.#lastAt].filter(([step]) => isWanted(step)).map(([, at]) => at));
  }

  at(place: Place): Entry {
    this.#lastAt.set(place.step, performance.now());
    const key = `${place.state} ${place.service} ${place.step}`;
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const { state, service, step } = place;
    const zero = { commands: 0, transactions: 0, notifications: 0, rows: 0 };
    const entry = { state, service, step, ...zero, statements: new Map<string, number>() };
    this.#entries.set(key, entry);
    return entry;
  }

  takeCounts(): StepCounts[] {
    const entries = [...this.#entries.values()];
    this.#entries = new Map();
    return entries;
  }
}

interface Group {
  readonly texts: string[];
  readonly isSimple: boolean;
  readonly step: string | undefined;
  answered: number;
}

/**
 * Parser for the traffic of one database connection. Relies on PostgreSQL answering statements in the order in which
 * they came.
 */
export class SqlConversation {
  readonly #groups: Group[] = [];
  #open: string[] = [];
  #step: string | undefined;
  #isEnding = false;

  constructor(
    private readonly counter: SqlCounter,
    private readonly state: string,
    private readonly service: string,
  ) {}

  execute(text: string): void {
    this.#open.push(text);
    this.#follow(text);
  }

  sync(): void {
    this.#groups.push({ texts: this.#open, isSimple: false, step: this.#step, answered: 0 });
    this.#open = [];
    this.#forget();
  }

  simple(text: string): void {
    this.#follow(text);
    this.#groups.push({ texts: [text], isSimple: true, step: this.#step, answered: 0 });
    this.#forget();
  }

  ended(tag: string): void {
    const group = this.#groups[0];
    if (group === undefined) return;
    const text = group.texts[group.isSimple ? 0 : group.answered] ?? '';
    group.answered += 1;
    this.#count(group, text, tag);
  }

  ready(): void {
    this.#groups.shift();
  }

  #follow(text: string): void {
    // A continued transaction takes the step of the call.
    if (isBegin(text) || isStep(text)) this.#step = stepOf(text);
    else if (isEnd(text)) this.#isEnding = true;
  }

  #forget(): void {
    if (this.#isEnding) this.#step = undefined;
    this.#isEnding = false;
  }

  #count({ step, answered }: Group, text: string, tag: string): void {
    const { state, service } = this;
    const place = (name: string) => this.counter.at({ state, service, step: name });
    if (isBegin(text) && answered <= opening) {
      if (answered === 1) place(step ?? outside).transactions += 1;
      return;
    }
    if (isEnd(text)) return;
    if (isNotify(text)) {
      const entry = place(step ?? wakeUps);
      entry.notifications += 1;
      if (step === undefined) return;
    }
    const entry = place(step ?? outside);
    if (step === undefined) entry.transactions += 1;
    entry.commands += 1;
    entry.rows += Number(/^(?:INSERT 0|UPDATE|DELETE|MERGE) (\d+)$/.exec(tag)?.[1] ?? 0);
    const asked = text.trim();
    entry.statements.set(asked, (entry.statements.get(asked) ?? 0) + 1);
  }
}
