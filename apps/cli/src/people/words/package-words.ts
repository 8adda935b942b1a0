import type { RecordOutcome } from '#capabilities/packages/neighbour/custody-record.schema';
import { packageCodes } from '#package';
import type { CertificateView } from '#capabilities/packages/certifying/certificates.contract';
import type { PackageView } from '#capabilities/packages/packages.contract';
import type { WaiverView } from '#capabilities/waivers/waivers.contract';
import { type CertificateState, type PackageState } from '#capabilities/packages/packages.lists';
import { type OpenCaseErasure } from '#capabilities/retention/open-case/open-case.model';
import { errorTexts, say } from '#language/console';
import { printable } from '../printable.js';
import type { Shown } from '../../print/style.js';
import { table, type Column } from '../../print/table.js';

const states: Readonly<Record<PackageState, string>> = {
  ASKED: say('packageWords.asked'),
  GATHERING: say('packageWords.gathering'),
  WAITING_FOR_CHECKPOINT: say('packageWords.waitingForCheckpoint'),
  SEALING: say('packageWords.sealing'),
  BUILT: say('packageWords.built'),
  FAILED: say('packageWords.failed'),
};

export const packageState = ({ state, stateAt, failure }: PackageView, { when }: Shown): string =>
  failure === null
    ? say('packageWords.itSince', { states: states[state], stateAt: when(stateAt) })
    : say('packageWords.it', {
        states: states[state],
        failure,
        ...errorTexts(failure, packageCodes[failure]),
      });

const unnotifiedRecipients = ({ handed, concerns }: PackageView): PackageView['handed'] =>
  handed.filter(({ told }) => told < concerns.length);

const openErasures: Readonly<Record<OpenCaseErasure, string>> = {
  HELD: say('packageWords.held'),
  DECISION_NEEDED: say('packageWords.decisionNeeded'),
  DECIDED: say('packageWords.decided'),
};

const openCaseLines = (open: PackageView['openCase'], { when }: Shown): readonly string[] => {
  if (open === null) return [];
  const { ground, since, erasure, stoppedAt } = open;
  return [
    say('packageWords.caseOpenSince', {
      openGroundWords: say(`openGround.${ground}`),
      since: when(since),
      openErasures: openErasures[erasure],
    }),
    ...(stoppedAt === null || erasure !== 'DECISION_NEEDED'
      ? []
      : [say('packageWords.erasureStoppedAdministratorsDecide', { stoppedAt: when(stoppedAt) })]),
  ];
};

const certificateWords: Readonly<Record<CertificateState, string>> = {
  GIVEN: say('packageWords.given'),
  MADE: say('packageWords.made'),
  REFUSED: say('packageWords.refused'),
};

function certificateLine(
  { number, officer, givenAt, state, failure, office, cer01, cer02, sha512 }: CertificateView,
  current: number | undefined,
  { when, verbose }: Shown,
): string {
  const head = say('packageWords.certificateGiven', {
    number,
    officer,
    givenAt: when(givenAt),
    certificateWords: certificateWords[state],
  });
  if (failure !== null)
    return say('packageWords.certificateFailed', {
      head,
      failure,
      ...errorTexts(failure, packageCodes[failure]),
    });
  if (state !== 'MADE') return head;
  const place =
    number === current ? '' : say('packageWords.certificateTakenPlace', { current: current ?? '' });
  return say('packageWords.certificateMade', {
    head,
    place,
    office: printable(office ?? say('packageWords.erased')),
    cer01: cer01 ?? '',
    cer02: cer02 ?? '',
    more: verbose ? say('packageWords.certificateHash', { sha512: sha512 ?? '' }) : '',
  });
}

function certificateLines({ certificates }: PackageView, shown: Shown): readonly string[] {
  const current = certificates.findLast(({ state }) => state === 'MADE')?.number;
  return certificates.map((each) => certificateLine(each, current, shown));
}

const notifiedWords = (notified: number, concerns: number): string =>
  concerns === 0
    ? say('packageWords.nothingTell')
    : say('packageWords.toldOfOf', { told: notified, concerns });

// A newer package is no reason to look for recipients: it takes nothing back.
const isDoubtful = ({ concerns }: PackageView): boolean =>
  concerns.some(({ code }) => code !== 'SUPERSEDED');

function unhandedWords(found: PackageView, { when }: Shown): string {
  const { deliveredAt, stayedAt } = found;
  if (stayedAt !== null)
    return say('packageWords.nobodyOutsideSaidSomebody', { stayedAt: when(stayedAt) });
  const nobody = say('packageWords.nobody');
  if (deliveredAt === null || !isDoubtful(found))
    return say('packageWords.somebodyLiaisePackageHanded', { nobody });
  return say('packageWords.fetchedNotHoldMade', { deliveredAt: when(deliveredAt), nobody });
}

// Line about recipients: a hand-over is on record only if somebody recorded it.
function handedWords(found: PackageView, shown: Shown): readonly string[] {
  if (found.state !== 'BUILT') return [];
  if (found.handed.length === 0) return [unhandedWords(found, shown)];
  const areAllNotified = found.concerns.length > 0 && unnotifiedRecipients(found).length === 0;
  return areAllNotified ? [say('packageWords.everyRecipientTold')] : [];
}

export const packageStatus = (found: PackageView, shown: Shown): readonly string[] => [
  packageState(found, shown),
  ...(found.supersedes === null
    ? []
    : [
        say('packageWords.takesPlace', {
          exhibit: found.supersedes.exhibit,
          reason: found.supersedes.reason,
        }),
      ]),
  ...found.concerns.map(({ number, code, cause, at }) =>
    say('packageWords.byFoundAt', {
      number,
      code,
      cause: printable(cause),
      at: shown.when(at),
      packageConcerns: say(`packageConcern.${code}`),
    }),
  ),
  ...certificateLines(found, shown),
  ...found.handed.map(({ handed, recipient, handedAt, way, told }) =>
    say('packageWords.sinceShaTold', {
      handed: shown.id(handed),
      recipient: printable(recipient ?? say('packageWords.recipientWhoseNameNot')),
      handedAt: shown.when(handedAt),
      way,
      told: notifiedWords(told, found.concerns.length),
    }),
  ),
  ...handedWords(found, shown),
  ...openCaseLines(found.openCase, shown),
  ...unnotifiedRecipients(found).map(({ handed }) =>
    say('packageWords.tellRecipientLiaisePackage', {
      handed: shown.id(handed),
      concernsCount: found.concerns.length,
    }),
  ),
];

function standing({ state, concerns }: PackageView): string {
  if (concerns.length === 0) return state;
  return concerns.some(({ code }) => code === 'SUPERSEDED')
    ? 'SUPERSEDED'
    : say('packageWords.notMadeSeeStatus');
}

const columns: readonly Column[] = [
  { head: say('column.package') },
  { head: say('column.asked'), spare: 1 },
  { head: say('column.by'), least: 8 },
  { head: say('column.status') },
];

export const packageLines = (all: readonly PackageView[], shown: Shown): string[] =>
  table(
    columns,
    all.map((found) => ({
      cells: [
        found.exhibit,
        shown.when(found.askedAt),
        shown.who(found.officer, { authority: found.authority }),
        found.failure ?? standing(found),
      ],
      notes: found.reader === null ? [] : [say('packageWords.for', { reader: found.reader })],
    })),
    shown,
  );

const verdicts: Readonly<Record<number, string>> = {
  0: say('packageWords.verifierPassesEveryCheck'),
  2: say('packageWords.verifierFindsIncompleteNothing'),
};

const variantFacts = ({ reader, show, withhold }: PackageView): readonly string[] => [
  ...(reader === null ? [] : [say('packageWords.for', { reader })]),
  ...(show.length === 0 ? [] : [say('packageWords.shownBesideLeast', { show: show.join(', ') })]),
  ...withhold.map(({ item, reason }) => say('packageWords.withheld', { item, reason })),
];

const askEnds: Readonly<Record<RecordOutcome, string>> = {
  GIVEN: say('packageWords.givenEntriesPackage'),
  WITHHELD: say('packageWords.withheldNotGiveThem'),
  SILENT: say('packageWords.silent'),
  INVALID: say('packageWords.invalid'),
};

const askLines = (asks: PackageView['asks'], { id }: Shown): readonly string[] =>
  (asks ?? []).map(({ consent, outcome }) =>
    say('packageWords.logOtherStateConsent', {
      consent: id(consent),
      askEnds: outcome === null ? say('packageWords.askedFor') : askEnds[outcome],
    }),
  );

export const packageFacts = (found: PackageView, shown: Shown): readonly string[] => [
  ...packageLines([found], shown),
  ...packageStatus(found, shown),
  ...variantFacts(found),
  ...(found.size === null ? [] : [say('packageWords.bytes', { size: found.size })]),
  ...(found.sha256 === null ? [] : [`sha256 ${found.sha256}`]),
  ...(found.sha512 === null ? [] : [`sha512 ${found.sha512}`]),
  ...(found.exit === null ? [] : [verdicts[found.exit] ?? '']),
  ...askLines(found.asks, shown),
];

const waiverColumns: readonly Column[] = [
  { head: say('column.rule') },
  { head: say('column.waived') },
  { head: say('column.by'), least: 8 },
  { head: say('column.reason'), least: 12 },
];

export const waiverLines = (waivers: readonly WaiverView[], shown: Shown): string[] =>
  table(
    waiverColumns,
    waivers.map(({ rule, profile, reason, officer, waivedAt, endedAt, endedBy, endReason }) => ({
      cells: [rule, shown.when(waivedAt), shown.who(officer), reason],
      notes: [
        endedAt === null
          ? say('packageWords.inForce')
          : say('packageWords.endedBy', {
              endedAt: shown.when(endedAt),
              endedBy: endedBy === null ? '' : shown.who(endedBy),
              endReason: endReason ?? '',
            }),
        ...(shown.verbose ? [say('packageWords.profile', { profile })] : []),
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
          : [say('packageWords.waiverTakenBackAfter', { rule, endedAt: when(endedAt) })],
      );
