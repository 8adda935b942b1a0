import { type CertificateLanguage, certificateLanguages } from '#admissibility';

export const languages = certificateLanguages;
export type Language = CertificateLanguage;

export interface Words {
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  readonly draft: string;
  readonly draftMark: string;
  readonly notReviewed: string;
  readonly yes: string;
  readonly no: string;
  readonly page: (page: number, of: number) => string;
  readonly headings: Readonly<Record<Heading, string>>;
  readonly facts: Readonly<Record<Fact, string>>;
  readonly filesNote: string;
  readonly sealNote: readonly string[];
  readonly stampOfPackage: string;
  readonly stampOfLog: (leaves: number) => string;
  readonly serviceHealth: (of: HealthNumbers) => string;
  readonly none: string;
  readonly healthNone: string;
}

export interface HealthNumbers {
  readonly beats: number;
  readonly expected: number;
  readonly starts: number;
  readonly changes: number;
  readonly silence: number;
}

export type Heading =
  | 'package'
  | 'custodian'
  | 'exchange'
  | 'log'
  | 'stamps'
  | 'withheld'
  | 'verification'
  | 'health'
  | 'method'
  | 'statements'
  | 'files'
  | 'seal';

export type Fact =
  | 'exhibit'
  | 'state'
  | 'authority'
  | 'neighbour'
  | 'thread'
  | 'link'
  | 'size'
  | 'sha512'
  | 'name'
  | 'office'
  | 'certifiedAt'
  | 'notConclusory'
  | 'gathered'
  | 'certified'
  | 'period'
  | 'sent'
  | 'received'
  | 'leaves'
  | 'shown'
  | 'origin'
  | 'logSize'
  | 'root'
  | 'withheldEvents'
  | 'withheldFiles'
  | 'withheldFields'
  | 'unnamed'
  | 'verifiedAt'
  | 'checks'
  | 'roots'
  | 'authorities'
  | 'profile'
  | 'reviewedBy'
  | 'profileHash'
  | 'machineForm'
  | 'healthEntries'
  | 'healthFaults'
  | 'healthGaps'
  | 'healthOthers'
  | 'signature';
