import { documentKinds, type DocumentKind } from '#kernel';
import { codeTables } from '../error-catalogue.js';
import { Sources } from './program.js';
import { Reader } from './reader.js';
import { judged, list, literal, object, unknown, type Refusal, type Value } from './values.js';

export const ends = ['INTAKE', 'SEALING', 'FILING'] as const;
export type End = (typeof ends)[number];

export interface Rule {
  readonly code: string;
  readonly rule: string;
}

export type Asked = ReadonlyMap<DocumentKind, Readonly<Record<End, readonly Rule[]>>>;

// Functions that return the judged document, or all kinds of documents.
const documents: Readonly<Record<string, Value>> = {
  // Any other decoded document is not the judged one.
  decodeDocument: unknown,
  'submitDocument decodeDocument': judged,
  'checkDocument decodeDocument': judged,
  'signedDispatch decodeDocument': judged,
  'ownOf decodeDocument': judged,
  'documentKinds keys': list(...documentKinds.map(literal)),
  'parseDocument shape': judged,
};

// Libraries of bytes: all their refusals count as one rule, that bytes are well formed.
const libraries: Readonly<Record<string, string>> = {
  SealError: 'libs/seal',
  WireError: 'libs/wire',
  TlogError: 'libs/tlog',
  ObjectsError: 'libs/objects',
};

// Temporary refusals, which an officer need not act on.
const passing = new Set(
  Object.values(codeTables).flatMap((table) =>
    Object.entries(table).flatMap(([code, { action }]) => (action === 'retry' ? [code] : [])),
  ),
);

const isRefusal = ({ code, made }: Refusal): boolean =>
  made !== 'StoreError' && (!passing.has(code) || rules.has(code));

// Rules that are reported although their answer changes with time.
const rules: ReadonlySet<string> = new Set(['LOG_STANDS_STILL', 'FORMAL_ACT_BLOCKED']);

const entries: Readonly<Record<End, readonly [string, string, Value[]][]>> = {
  INTAKE: [['journey/src/01-submit', 'SubmitDispatch.submitDocument', []]],
  SEALING: [
    ['journey/src/seal/check-queued', 'CheckQueued.verify', []],
    [
      'journey/src/seal/check-queued',
      'CheckQueued.check',
      [object({ document: judged, item: object({ document: judged }) })],
    ],
    ['journey/src/seal/check-queued', 'loadLeaving', [unknown, list(object({ document: judged }))]],
  ],
  FILING: [
    [
      'journey/src/open/judge-delivery',
      'JudgeDelivery.judge',
      [object({ statement: literal(false) })],
    ],
    [
      'journey/src/open/place-deliveries',
      'PlaceDeliveries.placeDeliveries',
      [list(object({ message: object({ document: judged }) }))],
    ],
    ['journey/src/open/settle-deliveries', 'SettleDeliveries.accept', []],
    ['journey/src/open/settle-deliveries', 'SettleDeliveries.compare', []],
  ],
};

export const nameOf = ({ code, rule }: Rule): string => `${code} ${rule}`;

/**
 * Finds, by reading the sources, which refusals each end (intake, sealing, filing) can give to a document of each kind.
 */
export function readEnds(root: string): Asked {
  const sources = new Sources(root);
  const reader = new Reader(sources, documents);
  return new Map(
    documentKinds.map((kind) => {
      reader.kind = kind;
      const of = (end: End): readonly Rule[] => {
        const found = entries[end].flatMap(([file, name, args]) =>
          reader
            .refusals(sources.find(`libs/${file}.ts`, name), args)
            // An error while a batch is settled ends the batch; it refuses no document.
            .filter(({ made }) => !file.endsWith('settle-deliveries') || made === 'refuse'),
        );
        const named = found.filter(isRefusal).map(({ code, made, rule }) => ({
          code,
          rule: libraries[made] ?? rule,
        }));
        return [...new Map(named.map((each) => [nameOf(each), each])).values()];
      };
      return [kind, { INTAKE: of('INTAKE'), SEALING: of('SEALING'), FILING: of('FILING') }];
    }),
  );
}
