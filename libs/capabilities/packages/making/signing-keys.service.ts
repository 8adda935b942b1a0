import { isStatement, type StateCode } from '#kernel';
import { type AnswerBytes, leafIn } from '#package';
import { signatureIssuer } from '#seal';
import { openCheckpointOfAny, parseVerifierKey, TlogError, type Verifier } from '#tlog';
import type { TrustStore } from '#trust';
import { decodeStatement } from '#wire';
import type { FrozenKey, SigningKey } from '../life/life.facts.js';
import { endedOf, type KnownStates } from '../life/ended-keys.service.js';
import { noteKeyName, signingKeysOf, withShownEnds } from '../life/signing-keys.rules.js';
import type { BesideLeaf } from './besides.rows.js';
import { openReceipt, type noteKeys } from './gathering.facts.js';
import type { Gathered } from './packing.service.js';

interface SignedMaterial extends Pick<Gathered, 'leaves' | 'stamps'> {
  readonly gathering: Pick<Gathered['gathering'], 'messages'> & {
    readonly record: Pick<Gathered['gathering']['record'], 'state' | 'neighbour' | 'gatheredAt'>;
    readonly receipts: readonly { readonly rseq: number }[];
  };
  readonly rows: Pick<Gathered['rows'], 'receipts'>;
}

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

const timesOf = ({ stamps }: Pick<Gathered, 'stamps'>) =>
  [...stamps.values()].flatMap(({ size, note, leaf }) => {
    const genTime = leafIn(leaf, size)?.said.data['genTime'];
    return typeof genTime === 'string' ? [{ size, note, at: new Date(genTime) }] : [];
  });

const keysOfNotes = (
  times: ReturnType<typeof timesOf>,
  logs: ReadonlyMap<string, Verifier>,
): readonly SigningKey[] =>
  times.flatMap(({ note, at }) => {
    const key = logKeyOf(Buffer.from(note), logs);
    return key === null ? [] : [{ key, until: at }];
  });

/** Returns the keys that signed the package's material, and the neighbour's root key. */
export async function loadSigningKeys(
  trust: KnownStates & Pick<TrustStore, 'own'>,
  {
    found,
    health,
    answers,
    keys,
  }: {
    readonly found: SignedMaterial;
    readonly health: readonly BesideLeaf[];
    readonly answers: readonly AnswerBytes[];
    readonly keys: Pick<ReturnType<typeof noteKeys>, 'log' | 'witnesses'>;
  },
): Promise<readonly FrozenKey[]> {
  const { gathering, leaves, rows } = found;
  const { neighbour, state, gatheredAt } = gathering.record;
  const logs = logsOf(trust, neighbour);
  const answerKeys: string[] = [];
  for (const answer of answers) answerKeys.push(...(await keysOfAnswer(answer, logs)));
  const sealing = trust.own().stateKey('package', gatheredAt)?.fingerprint;
  const shown = new Set(gathering.receipts.map(({ rseq }) => rseq));
  const times = timesOf(found);
  const signed = signingKeysOf({
    leaves: [...leaves, ...health.map(({ index, leaf }) => ({ index, bytes: leaf, kept: [] }))],
    ...{ times, messages: gathering.messages, notes: keysOfNotes(times, logsOf(trust, state)) },
    receipts: rows.receipts
      .filter(({ rseq }) => shown.has(rseq))
      .map((row) => {
        const { leaf, checkpoint } = openReceipt(row);
        return { rseq: row.rseq, leaf, log: logKeyOf(checkpoint, logs) };
      }),
    others: [
      ...(sealing === undefined ? [] : [sealing]),
      ...[keys.log, ...keys.witnesses].map(noteKeyName),
      ...answerKeys,
      trust.directoryOf(neighbour).pinned,
    ],
  });
  return withShownEnds(signed, endedOf(trust, [state, neighbour]));
}

const logsOf = (trust: KnownStates, state: StateCode): ReadonlyMap<string, Verifier> =>
  new Map(
    trust
      .directoryOf(state)
      .logKeys.allNoteKeys('log')
      .map(({ vkey }) => [noteKeyName(vkey), parseVerifierKey(vkey)]),
  );
