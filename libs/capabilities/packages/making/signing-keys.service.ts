import { isStatement, type StateCode } from '#kernel';
import { type AnswerBytes, leafIn } from '#package';
import { signatureIssuer } from '#seal';
import { openCheckpointOfAny, parseVerifierKey, TlogError, type Verifier } from '#tlog';
import type { TrustStore } from '#trust';
import { decodeStatement } from '#wire';
import type { SigningKey } from '../life/life.facts.js';
import {
  endedMachineKeys,
  notEndedYet,
  noteKeyName,
  signingKeysOf,
} from '../life/signing-keys.rules.js';
import { openReceipt, type noteKeys } from './gathering.facts.js';
import type { Gathered } from './packing.service.js';

/** Name of the log key that signed a note; null when none of `keys` did. */
function logKeyOf(note: Uint8Array, keys: ReadonlyMap<string, Verifier>): string | null {
  for (const [name, key] of keys)
    try {
      openCheckpointOfAny(note, [key], []);
      return name;
    } catch (error) {
      if (!(error instanceof TlogError)) throw error;
    }
  return null;
}

/** Names of the keys by which the neighbour signed an answer: its statement, the note of its log, and the log entries. */
async function keysOfAnswer(
  { statement, signature }: AnswerBytes,
  logs: ReadonlyMap<string, Verifier>,
): Promise<readonly string[]> {
  const issuer = await signatureIssuer(signature);
  const read = decodeStatement(statement);
  const body = isStatement(read, 'package-answer') ? read.body : undefined;
  const log = body === undefined ? null : logKeyOf(Buffer.from(body.checkpoint), logs);
  const events = (body?.entries ?? []).flatMap(({ index, leaf }) =>
    leaf === null ? [] : (leafIn(Buffer.from(leaf, 'base64'), index)?.read.key ?? []),
  );
  return [issuer, log].flatMap((each) => each ?? []).concat(events);
}

/** Outside times of this State's log, as its log entries about time-stamps state them. */
const timesOf = ({ stamps }: Pick<Gathered, 'stamps'>) =>
  [...stamps.values()].flatMap(({ size, leaf }) => {
    const genTime = leafIn(leaf, size)?.said.data['genTime'];
    return typeof genTime === 'string' ? [{ size, at: new Date(genTime) }] : [];
  });

/**
 * Returns the State, log and service keys that signed the gathered material. Leaves out keys whose end the directories in the
 * package show.
 */
export async function loadSigningKeys(
  trust: TrustStore,
  {
    found,
    answers,
    keys,
  }: {
    readonly found: Gathered;
    readonly answers: readonly AnswerBytes[];
    readonly keys: Pick<ReturnType<typeof noteKeys>, 'log' | 'witnesses'>;
  },
): Promise<readonly SigningKey[]> {
  const { gathering, leaves, rows } = found;
  const { neighbour, state, gatheredAt } = gathering.record;
  const logs = logsOf(trust, neighbour);
  const told: string[] = [];
  for (const answer of answers) told.push(...(await keysOfAnswer(answer, logs)));
  const sealing = trust.own().stateKey('package', gatheredAt)?.fingerprint;
  const shown = new Set(gathering.receipts.map(({ rseq }) => rseq));
  const signed = signingKeysOf({
    ...{ leaves, times: timesOf(found), messages: gathering.messages },
    receipts: rows.receipts
      .filter(({ rseq }) => shown.has(rseq))
      .map((row) => {
        const { leaf, checkpoint } = openReceipt(row);
        return { rseq: row.rseq, leaf, log: logKeyOf(checkpoint, logs) };
      }),
    others: [
      ...(sealing === undefined ? [] : [sealing]),
      ...[keys.log, ...keys.witnesses].map(noteKeyName),
      ...told,
    ],
  });
  const ended = [state, neighbour].flatMap((each) => endedMachineKeys(trust.entries(each)));
  return notEndedYet(signed, ended);
}

const logsOf = (trust: TrustStore, neighbour: StateCode): ReadonlyMap<string, Verifier> =>
  new Map(
    trust
      .of(neighbour)
      .logKeys.allNoteKeys('log')
      .map(({ vkey }) => [noteKeyName(vkey), parseVerifierKey(vkey)]),
  );
