import type { Certificate } from '../facts/certificate.js';
import type { Words } from '../profiles/texts.js';
import { words } from '../profiles/words.js';
import { type Fonts, letterGuard } from './fonts.js';
import { halves, Sheet } from './sheet.js';

const second = (time: string): string => `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`;

function putPackage(sheet: Sheet, { headings, facts }: Words, certificate: Certificate): void {
  const { exhibit, state, authority, neighbour, thread, link } = certificate;
  sheet.heading(headings.package);
  sheet.fact(facts.exhibit, [exhibit]);
  sheet.fact(facts.sha512, halves(certificate.package.sha512));
  sheet.fact(facts.size, [String(certificate.package.size)]);
  sheet.fact(facts.state, [state]);
  sheet.fact(facts.authority, [authority]);
  sheet.fact(facts.neighbour, [neighbour]);
  sheet.fact(facts.thread, [thread]);
  sheet.fact(facts.link, [link]);
}

function putCustodian(sheet: Sheet, said: Words, certificate: Certificate): void {
  const { headings, facts } = said;
  const { custodian, certifiedAt, software, profile, declared } = certificate;
  sheet.heading(headings.custodian);
  sheet.fact(facts.name, [custodian.name], false);
  sheet.fact(facts.office, [custodian.office], false);
  sheet.fact(facts.certifiedAt, [second(certifiedAt)]);
  sheet.fact(facts.gathered, [`Liaise ${software.gathered}`]);
  sheet.fact(facts.certified, [`Liaise ${software.certified}`]);
  sheet.fact(facts.profile, [`${profile.id} ${profile.version} (${profile.language})`]);
  sheet.fact(facts.profileHash, [profile.sha256]);
  const { reviewedBy } = profile;
  const reviewed =
    reviewedBy === null
      ? said.notReviewed
      : `${reviewedBy.name}, ${reviewedBy.office}, ${reviewedBy.on}`;
  sheet.fact(facts.reviewedBy, [reviewed], false);
  sheet.fact(facts.notConclusory, [declared.notConclusory ? said.yes : said.no], false);
}

function putExchange(sheet: Sheet, { headings, facts }: Words, certificate: Certificate): void {
  const { counts, period } = certificate;
  const { withheld } = counts;
  sheet.heading(headings.exchange);
  sheet.fact(facts.period, [`${second(period.from)} - ${second(period.to)}`]);
  sheet.fact(facts.sent, [String(counts.sent)]);
  sheet.fact(facts.received, [String(counts.received)]);
  sheet.fact(facts.leaves, [String(counts.leaves)]);
  sheet.fact(facts.shown, [String(counts.shown)]);
  sheet.heading(headings.withheld);
  sheet.fact(facts.withheldEvents, [String(withheld.events)]);
  sheet.fact(facts.withheldFiles, [String(withheld.files)]);
  sheet.fact(facts.withheldFields, [String(withheld.fields)]);
  sheet.fact(facts.unnamed, [String(withheld.unnamed)]);
}

function putLog(sheet: Sheet, said: Words, { log, tokens }: Certificate): void {
  const { headings, facts } = said;
  sheet.heading(headings.log);
  sheet.fact(facts.origin, [log.origin]);
  sheet.fact(facts.logSize, [String(log.size)]);
  sheet.fact(facts.root, [log.root]);
  sheet.heading(headings.stamps);
  for (const { size, time } of tokens) {
    const over = size === null ? said.stampOfPackage : said.stampOfLog(size);
    sheet.fact(over, [second(time)]);
  }
}

function putVerification(sheet: Sheet, said: Words, { verified }: Certificate): void {
  const { headings, facts } = said;
  sheet.heading(headings.verification);
  sheet.fact(facts.verifiedAt, [second(verified.at)]);
  sheet.fact(facts.checks, [verified.checks.join(' ')]);
  const roots = verified.roots.map(({ state, fingerprint }) => `${state} ${fingerprint}`);
  sheet.fact(facts.roots, roots);
  sheet.fact(facts.authorities, verified.authorities);
}

function putHealth(sheet: Sheet, said: Words, { health }: Certificate): void {
  const { headings, facts, none } = said;
  sheet.heading(headings.health);
  if (health === null) {
    sheet.paragraph(said.healthNone);
    return;
  }
  sheet.fact(facts.healthEntries, [String(health.entries)]);
  for (const { service, gapMs, ...numbers } of health.services)
    sheet.fact(
      service,
      [said.serviceHealth({ ...numbers, silence: Math.ceil(gapMs / 1_000) })],
      false,
    );
  const faults = health.faults.map(({ service, code, count }) => `${service} ${code} ${count}`);
  sheet.fact(facts.healthFaults, faults.length === 0 ? [none] : faults, faults.length > 0);
  const gaps = health.gaps.map(({ from, until }) => `${second(from)} - ${second(until)}`);
  sheet.fact(facts.healthGaps, gaps.length === 0 ? [none] : gaps, gaps.length > 0);
  sheet.fact(facts.healthOthers, [String(health.others)]);
}

function putTexts(sheet: Sheet, { headings, facts }: Words, certificate: Certificate): void {
  const { method, statements, custodian } = certificate;
  sheet.heading(headings.method);
  for (const [i, text] of method.entries()) sheet.item(i + 1, text);
  sheet.heading(headings.statements);
  for (const [i, text] of statements.entries()) sheet.item(i + 1, text);
  sheet.signature(facts.signature);
  sheet.paragraph(custodian.name);
  sheet.paragraph(custodian.office);
}

function putSeal(sheet: Sheet, said: Words, machineForm: string): void {
  sheet.heading(said.headings.seal);
  sheet.fact(said.facts.machineForm, halves(machineForm));
  for (const text of said.sealNote) sheet.paragraph(text);
}

/**
 * Draws a certificate as PDF, marked DRAFT if nobody has reviewed the profile. `machineForm`: SHA-512 of `certificate.json`.
 * @throws CertificateError CERTIFICATE_LETTER_UNKNOWN if `fonts` lack a character
 */
export function drawCertificate(
  certificate: Certificate,
  machineForm: string,
  fonts: Fonts,
): Promise<Buffer> {
  const said = words[certificate.profile.language];
  const isDraft = certificate.profile.reviewedBy === null;
  const mark = isDraft ? said.draftMark : '';
  const sheet = new Sheet(fonts, said.direction, mark, letterGuard(fonts));
  sheet.title(said.title);
  putPackage(sheet, said, certificate);
  putCustodian(sheet, said, certificate);
  putExchange(sheet, said, certificate);
  putLog(sheet, said, certificate);
  putVerification(sheet, said, certificate);
  putHealth(sheet, said, certificate);
  putTexts(sheet, said, certificate);
  putSeal(sheet, said, machineForm);
  sheet.heading(said.headings.files);
  sheet.paragraph(said.filesNote);
  for (const { name, sha512 } of certificate.files) sheet.hash(name, sha512);
  const foot = (page: number, of: number): readonly string[] => [
    `${certificate.exhibit} | ${said.page(page, of)}`,
  ];
  return sheet.finish(isDraft ? said.draft : '', foot);
}
