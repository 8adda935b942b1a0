import type { RecordOutcome } from '#capabilities/packages/neighbour/custody-record.schema';
import { packageCodes } from '#package';
import type { CertificateView } from '#capabilities/packages/certifying/certificates.contract';
import type { PackageView } from '#capabilities/packages/packages.contract';
import type { WaiverView } from '#capabilities/waivers/waivers.contract';
import {
  type CertificateState,
  packageConcerns,
  type PackageState,
} from '#capabilities/packages/packages.lists';
import {
  openGroundWords,
  type OpenCaseErasure,
} from '#capabilities/retention/open-case/open-case.model';
import { printable } from '../printable.js';
import type { Shown } from '../../print/style.js';
import { table, type Column } from '../../print/table.js';

const states: Readonly<Record<PackageState, string>> = {
  ASKED: 'asked for, waits for its turn',
  GATHERING: 'is being gathered',
  WAITING_FOR_CHECKPOINT: 'waits until the custody log is cosigned',
  SEALING: 'is being sealed and time-stamped',
  BUILT: 'is made',
  FAILED: 'was not made',
};

export const packageState = ({ state, stateAt, failure }: PackageView, { when }: Shown): string =>
  failure === null
    ? `It ${states[state]}, since ${when(stateAt)}.`
    : `It ${states[state]} (${failure}): ${packageCodes[failure].title} ${packageCodes[failure].remedy}`;

const untold = ({ handed, concerns }: PackageView): PackageView['handed'] =>
  handed.filter(({ told }) => told < concerns.length);

const openErasures: Readonly<Record<OpenCaseErasure, string>> = {
  HELD: 'a hold stands, and nothing of it is erased',
  DECISION_NEEDED: 'it is not erased before a decision on hold',
  DECIDED: 'two administrators have lifted a hold since: it is erased by rule or order',
};

const openCaseLines = (open: PackageView['openCase'], { when }: Shown): readonly string[] => {
  if (open === null) return [];
  const { ground, since, erasure, stoppedAt } = open;
  return [
    `The case is open: ${openGroundWords[ground]}, since ${when(since)}; ${openErasures[erasure]}.`,
    ...(stoppedAt === null || erasure !== 'DECISION_NEEDED'
      ? []
      : [
          `To do: its erasure was stopped at ${when(stoppedAt)}. Administrators decide: \`liaise retention hold\`, or that and \`liaise retention lift\`.`,
        ]),
  ];
};

const certificateWords: Readonly<Record<CertificateState, string>> = {
  GIVEN: 'given, not judged yet',
  MADE: 'on record',
  REFUSED: 'not on record',
};

function certificateLine(
  { number, officer, givenAt, state, failure, office, cer01, cer02, sha512 }: CertificateView,
  current: number | undefined,
  { when, verbose }: Shown,
): string {
  const head = `certificate ${number}, given by ${officer} at ${when(givenAt)}: ${certificateWords[state]}`;
  if (failure !== null)
    return `${head} (${failure}): ${packageCodes[failure].title} ${packageCodes[failure].remedy}`;
  if (state !== 'MADE') return head;
  const place = number === current ? '' : `; certificate ${current ?? ''} has taken its place`;
  return `${head}${place}; ${printable(office ?? 'erased')}; CER-01 ${cer01 ?? ''}, CER-02 ${cer02 ?? ''}${verbose ? `; sha512 ${sha512 ?? ''}` : ''}`;
}

function certificateLines({ certificates }: PackageView, shown: Shown): readonly string[] {
  const current = certificates.findLast(({ state }) => state === 'MADE')?.number;
  return certificates.map((each) => certificateLine(each, current, shown));
}

const toldWords = (told: number, concerns: number): string =>
  concerns === 0 ? 'nothing to tell' : `told of ${told} of ${concerns}`;

// A newer package is no reason to look for recipients: it takes nothing back.
const isDoubtful = ({ concerns }: PackageView): boolean =>
  concerns.some(({ code }) => code !== 'SUPERSEDED');

function unhandedWords(found: PackageView, { when }: Shown): string {
  const { deliveredAt, stayedAt } = found;
  if (stayedAt !== null)
    return `Nobody outside has it, as was said at ${when(stayedAt)}. If somebody has it: \`liaise package handed\`.`;
  const nobody = 'Nobody outside is on record.';
  if (deliveredAt === null || !isDoubtful(found))
    return `${nobody} If somebody has it: \`liaise package handed\`.`;
  return `To do: it was fetched at ${when(deliveredAt)}, and does not hold as made. ${nobody} Record who has it: \`liaise package handed\`. If nobody outside has it: \`liaise package stayed\`.`;
}

// Line about recipients: a hand-over is on record only if somebody recorded it.
function handedWords(found: PackageView, shown: Shown): readonly string[] {
  if (found.state !== 'BUILT') return [];
  if (found.handed.length === 0) return [unhandedWords(found, shown)];
  const isTold = found.concerns.length > 0 && untold(found).length === 0;
  return isTold ? ['Every recipient was told.'] : [];
}

export const packageStatus = (found: PackageView, shown: Shown): readonly string[] => [
  packageState(found, shown),
  ...(found.supersedes === null
    ? []
    : [`It takes the place of ${found.supersedes.exhibit} (${found.supersedes.reason}).`]),
  ...found.concerns.map(
    ({ number, code, cause, at }) =>
      `${number}. ${code} by ${printable(cause)}, found at ${shown.when(at)}: ${packageConcerns[code]}`,
  ),
  ...certificateLines(found, shown),
  ...found.handed.map(
    ({ handed, recipient, handedAt, way, told }) =>
      `${shown.id(handed)}  ${printable(recipient ?? 'a recipient whose name is not kept')} has it since ${shown.when(handedAt)}; SHA-512 told ${way}; ${toldWords(told, found.concerns.length)}`,
  ),
  ...handedWords(found, shown),
  ...openCaseLines(found.openCase, shown),
  ...untold(found).map(
    ({ handed }) =>
      `To do: tell the recipient of ${shown.id(handed)}, then \`liaise package told\` with --concerns ${found.concerns.length}.`,
  ),
];

function standing({ state, concerns }: PackageView): string {
  if (concerns.length === 0) return state;
  return concerns.some(({ code }) => code === 'SUPERSEDED')
    ? 'SUPERSEDED'
    : 'NOT AS MADE: see status';
}

const columns: readonly Column[] = [
  { head: 'PACKAGE' },
  { head: 'ASKED', spare: 1 },
  { head: 'BY', least: 8 },
  { head: 'STATE' },
];

export const packageLines = (all: readonly PackageView[], shown: Shown): string[] =>
  table(
    columns,
    all.map((found) => ({
      cells: [
        found.exhibit,
        shown.when(found.askedAt),
        `${found.officer}@${found.authority}`,
        found.failure ?? standing(found),
      ],
      notes: found.reader === null ? [] : [`for ${found.reader}`],
    })),
    shown,
  );

const verdicts: Readonly<Record<number, string>> = {
  0: 'The verifier passes every check.',
  2: 'The verifier finds it incomplete, and nothing wrong.',
};

const variantFacts = ({ reader, show, withhold }: PackageView): readonly string[] => [
  ...(reader === null ? [] : [`for ${reader}`]),
  ...(show.length === 0 ? [] : [`shown beside the least: ${show.join(', ')}`]),
  ...withhold.map(({ item, reason }) => `withheld: ${item} (${reason})`),
];

const askEnds: Readonly<Record<RecordOutcome, string>> = {
  GIVEN: 'its entries are in the package',
  WITHHELD: 'it did not give them: the package rests on receipts',
  SILENT: 'it did not answer in time: the package rests on receipts',
  INVALID: 'its answer does not hold: the package rests on receipts; ask the neighbour why',
};

const askLines = (asks: PackageView['asks'], { id }: Shown): readonly string[] =>
  (asks ?? []).map(
    ({ consent, outcome }) =>
      `log of the other State, by consent ${id(consent)}: ${outcome === null ? 'asked' : askEnds[outcome]}`,
  );

export const packageFacts = (found: PackageView, shown: Shown): readonly string[] => [
  ...packageLines([found], shown),
  ...packageStatus(found, shown),
  ...variantFacts(found),
  ...(found.size === null ? [] : [`${found.size} bytes`]),
  ...(found.sha256 === null ? [] : [`sha256 ${found.sha256}`]),
  ...(found.sha512 === null ? [] : [`sha512 ${found.sha512}`]),
  ...(found.exit === null ? [] : [verdicts[found.exit] ?? '']),
  ...askLines(found.asks, shown),
];

const waiverColumns: readonly Column[] = [
  { head: 'RULE' },
  { head: 'WAIVED' },
  { head: 'BY', least: 8 },
  { head: 'REASON', least: 12 },
];

export const waiverLines = (waivers: readonly WaiverView[], shown: Shown): string[] =>
  table(
    waiverColumns,
    waivers.map(({ rule, profile, reason, officer, waivedAt, endedAt, endedBy, endReason }) => ({
      cells: [rule, shown.when(waivedAt), officer, reason],
      notes: [
        endedAt === null
          ? 'in force'
          : `ended ${shown.when(endedAt)} by ${endedBy ?? ''}: ${endReason ?? ''}`,
        ...(shown.verbose ? [`profile ${profile}`] : []),
      ],
    })),
    shown,
  );

/** Lines about waivers that were withdrawn after the package was made. The package was still judged with these waivers. */
export const takenBackSince = (
  { state, stateAt }: PackageView,
  waivers: readonly WaiverView[],
  { when }: Shown,
): readonly string[] =>
  state !== 'BUILT'
    ? []
    : waivers.flatMap(({ rule, endedAt, endReason }) =>
        endedAt === null || endedAt < stateAt || endReason === 'SUPERSEDED'
          ? []
          : [
              `The waiver of ${rule} was taken back on ${when(endedAt)}, after it: build another package.`,
            ],
      );
