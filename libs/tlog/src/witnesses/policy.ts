import { phrase, type Detail } from '#kernel';
import { type OpenedCheckpoint, openCheckpointOfAny } from '../checkpoint.js';
import { TlogError } from '../errors.js';
import { type KeyUse, parseVerifierKey, type Verifier } from '../keys.js';
import type { OpenedNote } from '../note.js';
import { openWithSecond } from './second-note.js';

const MAX_POLICY_CHARACTERS = 65_536;
const MAX_DEFINITIONS = 32;

type Rule = (signed: (key: Verifier) => boolean) => boolean;

export interface Policy {
  readonly logs: readonly Verifier[];
  readonly witnesses: readonly Verifier[];
  readonly isMet: (note: OpenedNote) => boolean;
  readonly isMetBy: Rule;
}

export function openByPolicy(
  bytes: Uint8Array,
  policy: Policy,
  second?: Uint8Array,
): OpenedCheckpoint {
  const first = openCheckpointOfAny(bytes, policy.logs, policy.witnesses);
  const log = policy.logs.find((key) => key.name === first.origin && first.note.isSignedBy(key));
  const checkpoint =
    second === undefined || log === undefined
      ? first
      : openWithSecond(bytes, second, log, policy.witnesses);
  if (!policy.isMet(checkpoint.note)) throw new TlogError('QUORUM_NOT_MET');
  return checkpoint;
}

/**
 * Parses a witness policy file. Refuses duplicate keys, duplicate names and duplicate group members. @throws TlogError
 * POLICY_INVALID, with the line number if one line is wrong
 */
export function parsePolicy(text: string): Policy {
  if (text.length > MAX_POLICY_CHARACTERS) throw invalid(0, phrase`too long`);
  if (/[^\t\n -~\u0080-\u{10ffff}]/u.test(text)) throw invalid(0, phrase`control characters`);
  if (!text.endsWith('\n')) throw invalid(0, phrase`no newline at the end`);
  const reader = new PolicyReader();
  text.split('\n').forEach((line, i) => reader.read(line, i + 1));
  return reader.result();
}

function invalid(line: number, detail: Detail): TlogError {
  return new TlogError('POLICY_INVALID', line === 0 ? detail : phrase`line ${line}: ${detail}`);
}

class PolicyReader {
  readonly #logs: Verifier[] = [];
  readonly #witnesses: Verifier[] = [];
  readonly #rules = new Map<string, Rule>();
  readonly #members = new Set<string>();
  #groups = 0;
  #quorum: Rule | undefined;
  #line = 0;

  read(line: string, number: number): void {
    this.#line = number;
    const [word = '', ...items] = line.split(/[ \t]+/).filter((item) => item !== '');
    if (word === '' || word.startsWith('#')) return;
    if (word === 'log') this.#log(items);
    else if (word === 'witness') this.#witness(items);
    else if (word === 'group') this.#group(items);
    else if (word === 'quorum') this.#setQuorum(items);
    else throw this.#invalid(phrase`expected log, witness, group or quorum`);
  }

  result(): Policy {
    if (this.#quorum === undefined) throw invalid(0, phrase`no quorum`);
    const isMetBy = this.#quorum;
    const isMet = (note: OpenedNote): boolean => isMetBy((key) => note.isSignedBy(key));
    return { logs: this.#logs, witnesses: this.#witnesses, isMet, isMetBy };
  }

  #log([key, , ...rest]: readonly string[]): void {
    if (key === undefined || rest.length > 0)
      throw this.#invalid(phrase`expected: log <vkey> [<url>]`);
    this.#bounded(this.#logs.length);
    this.#logs.push(this.#key(key, 'note'));
  }

  #witness([name, key, , ...rest]: readonly string[]): void {
    if (name === undefined || key === undefined || rest.length > 0)
      throw this.#invalid(phrase`expected: witness <name> <vkey> [<url>]`);
    this.#bounded(this.#witnesses.length);
    const verifier = this.#key(key, 'cosignature');
    this.#witnesses.push(verifier);
    this.#define(name, (signed) => signed(verifier));
  }

  #group([name, threshold, ...names]: readonly string[]): void {
    if (name === undefined || threshold === undefined || names.length === 0)
      throw this.#invalid(phrase`expected: group <name> all|any|<k> <name>...`);
    this.#bounded(this.#groups++);
    const rules = names.map((member) => this.#member(member));
    const least = this.#threshold(threshold, names.length);
    this.#define(name, (signed) => rules.filter((rule) => rule(signed)).length >= least);
  }

  #setQuorum([name, ...rest]: readonly string[]): void {
    if (name === undefined || rest.length > 0) throw this.#invalid(phrase`expected: quorum <name>`);
    if (this.#quorum !== undefined) throw this.#invalid(phrase`a second quorum`);
    this.#quorum = name === 'none' ? () => true : this.#rule(name);
  }

  #member(name: string): Rule {
    if (this.#members.has(name)) throw this.#invalid(phrase`a name is a member twice`);
    this.#members.add(name);
    return this.#rule(name);
  }

  #rule(name: string): Rule {
    const rule = this.#rules.get(name);
    if (rule === undefined) throw this.#invalid(phrase`a name is not defined above`);
    return rule;
  }

  #threshold(text: string, members: number): number {
    if (text === 'any') return 1;
    if (text === 'all') return members;
    const least = /^[1-9][0-9]?$/.test(text) ? Number(text) : 0;
    if (least < 1 || least > members)
      throw this.#invalid(phrase`the threshold is outside the group`);
    return least;
  }

  #define(name: string, rule: Rule): void {
    if (name === 'none' || this.#rules.has(name))
      throw this.#invalid(phrase`a name is defined twice`);
    this.#rules.set(name, rule);
  }

  #key(text: string, use: KeyUse): Verifier {
    let key: Verifier;
    try {
      key = parseVerifierKey(text);
    } catch (cause) {
      throw new TlogError('POLICY_INVALID', phrase`line ${this.#line}: malformed key`, cause);
    }
    if (key.use !== use) throw this.#invalid(phrase`the key must be of the use ${use}`);
    const known = [...this.#logs, ...this.#witnesses];
    if (known.some(({ publicKey }) => publicKey.equals(key.publicKey)))
      throw this.#invalid(phrase`a key stands twice`);
    return key;
  }

  #bounded(count: number): void {
    if (count >= MAX_DEFINITIONS)
      throw this.#invalid(phrase`more than ${MAX_DEFINITIONS} of a kind`);
  }

  #invalid(detail: Detail): TlogError {
    return invalid(this.#line, detail);
  }
}
