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

const states: Readonly<Record<PackageState, string>> = {
  ASKED: 'asked for, waits for its turn',
  GATHERING: 'is being gathered',
  WAITING_FOR_CHECKPOINT: 'waits until the custody log is cosigned',
  SEALING: 'is being sealed and time-stamped',
  BUILT: 'is made',
  FAILED: 'was not made',
};

export const packageState = ({ state, stateAt, failure }: PackageView): string =>
  failure === null
    ? `It ${states[state]}, since ${stateAt}.`
    : `It ${states[state]} (${failure}): ${packageCodes[failure].title} ${packageCodes[failure].remedy}`;

const untold = ({ handed, concerns }: PackageView): PackageView['handed'] =>
  handed.filter(({ told }) => told < concerns.length);

const openErasures: Readonly<Record<OpenCaseErasure, string>> = {
  HELD: 'a hold stands, and nothing of it is erased',
  DECISION_NEEDED: 'it is not erased before a decision on hold',
  DECIDED: 'two administrators have lifted a hold since: it is erased by rule or order',
};

const openCaseLines = (open: PackageView['openCase']): readonly string[] => {
  if (open === null) return [];
  const { ground, since, erasure, stoppedAt } = open;
  return [
    `The case is open: ${openGroundWords[ground]}, since ${since}; ${openErasures[erasure]}.`,
    ...(stoppedAt === null || erasure !== 'DECISION_NEEDED'
      ? []
      : [
          `To do: its erasure was stopped at ${stoppedAt}. Administrators decide: \`liaise retention hold\`, or that and \`liaise retention lift\`.`,
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
): string {
  const head = `certificate ${number}, given by ${officer} at ${givenAt}: ${certificateWords[state]}`;
  if (failure !== null)
    return `${head} (${failure}): ${packageCodes[failure].title} ${packageCodes[failure].remedy}`;
  if (state !== 'MADE') return head;
  const place = number === current ? '' : `; certificate ${current ?? ''} has taken its place`;
  return `${head}${place}; ${printable(office ?? 'erased')}; CER-01 ${cer01 ?? ''}, CER-02 ${cer02 ?? ''}; sha512 ${sha512 ?? ''}`;
}

function certificateLines({ certificates }: PackageView): readonly string[] {
  const current = certificates.findLast(({ state }) => state === 'MADE')?.number;
  return certificates.map((each) => certificateLine(each, current));
}

const toldWords = (told: number, concerns: number): string =>
  concerns === 0 ? 'nothing to tell' : `told of ${told} of ${concerns}`;

// A newer package is no reason to look for recipients: it takes nothing back.
const isDoubtful = ({ concerns }: PackageView): boolean =>
  concerns.some(({ code }) => code !== 'SUPERSEDED');

function unhandedWords(found: PackageView): string {
  const { deliveredAt, stayedAt } = found;
  if (stayedAt !== null)
    return `Nobody outside has it, as was said at ${stayedAt}. If somebody has it: \`liaise package handed\`.`;
  const nobody = 'Nobody outside is on record.';
  if (deliveredAt === null || !isDoubtful(found))
    return `${nobody} If somebody has it: \`liaise package handed\`.`;
  return `To do: it was fetched at ${deliveredAt}, and does not hold as made. ${nobody} Record who has it: \`liaise package handed\`. If nobody outside has it: \`liaise package stayed\`.`;
}

// Line about recipients: a hand-over is on record only if somebody recorded it.
function handedWords(found: PackageView): readonly string[] {
  if (found.state !== 'BUILT') return [];
  if (found.handed.length === 0) return [unhandedWords(found)];
  const isTold = found.concerns.length > 0 && untold(found).length === 0;
  return isTold ? ['Every recipient was told.'] : [];
}

export const packageStatus = (found: PackageView): readonly string[] => [
  packageState(found),
  ...(found.supersedes === null
    ? []
    : [`It takes the place of ${found.supersedes.exhibit} (${found.supersedes.reason}).`]),
  ...found.concerns.map(
    ({ number, code, cause, at }) =>
      `${number}. ${code} by ${printable(cause)}, found at ${at}: ${packageConcerns[code]}`,
  ),
  ...certificateLines(found),
  ...found.handed.map(
    ({ handed, recipient, handedAt, way, told }) =>
      `${handed}  ${printable(recipient ?? 'a recipient whose name is not kept')} has it since ${handedAt}; SHA-512 told ${way}; ${toldWords(told, found.concerns.length)}`,
  ),
  ...handedWords(found),
  ...openCaseLines(found.openCase),
  ...untold(found).map(
    ({ handed }) =>
      `To do: tell the recipient of ${handed}, then \`liaise package told\` with --concerns ${found.concerns.length}.`,
  ),
];

function standing({ state, concerns }: PackageView): string {
  if (concerns.length === 0) return state;
  return concerns.some(({ code }) => code === 'SUPERSEDED')
    ? 'SUPERSEDED'
    : 'NOT AS MADE: see status';
}

export const packageLine = (found: PackageView): string =>
  [
    ...[found.exhibit, found.askedAt, `${found.officer}@${found.authority}`],
    ...[
      found.failure ?? standing(found),
      ...(found.reader === null ? [] : [`for ${found.reader}`]),
    ],
  ].join('  ');

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

const askLines = (asks: PackageView['asks']): readonly string[] =>
  (asks ?? []).map(
    ({ consent, outcome }) =>
      `log of the other State, by consent ${consent}: ${outcome === null ? 'asked' : askEnds[outcome]}`,
  );

export const packageFacts = (found: PackageView): readonly string[] => [
  packageLine(found),
  ...packageStatus(found),
  ...variantFacts(found),
  ...(found.size === null ? [] : [`${found.size} bytes`]),
  ...(found.sha256 === null ? [] : [`sha256 ${found.sha256}`]),
  ...(found.sha512 === null ? [] : [`sha512 ${found.sha512}`]),
  ...(found.exit === null ? [] : [verdicts[found.exit] ?? '']),
  ...askLines(found.asks),
];

export const waiverLine = (found: WaiverView): string => {
  const { rule, profile, reason, officer, waivedAt, endedAt, endedBy, endReason } = found;
  const end =
    endedAt === null ? 'in force' : `ended ${endedAt} by ${endedBy ?? ''}: ${endReason ?? ''}`;
  return `${rule}  ${waivedAt}  ${officer}  ${reason}  ${end}  (profile ${profile})`;
};

/**
 * Waivers withdrawn after the package was made. The package was judged with these waivers, so its report still contains
 * them.
 */
export const takenBackSince = (
  { state, stateAt }: PackageView,
  waivers: readonly WaiverView[],
): readonly string[] =>
  state !== 'BUILT'
    ? []
    : waivers.flatMap(({ rule, endedAt, endReason }) =>
        endedAt === null || endedAt < stateAt || endReason === 'SUPERSEDED'
          ? []
          : [
              `The waiver of ${rule} was taken back on ${endedAt}, after it: build another package.`,
            ],
      );
