import { type AuthorityId, closed, forms, list, pattern, schemaParser, text, truth } from '#kernel';

export const authorityBodies = [
  'SPOC',
  'NCB',
  'ENU',
  'SIRENE',
  'PIU',
  'FIU',
  'CENTRAL_AUTHORITY',
  'COMPETENT_AUTHORITY',
  'DESIGNATED_LEA',
  'PCCC',
  'MULTI_AGENCY_CENTRE',
  'LIAISON_OFFICER',
  'CONSULAR_POST',
  'WELFARE_AUTHORITY',
  'RESCUE_COORDINATION',
  'JUDICIAL_AUTHORITY',
  'SUPERVISORY_AUTHORITY',
  'DEFENCE',
] as const;

export const authorityFunctions = [
  'EXTRADITION',
  'MUTUAL_LEGAL_ASSISTANCE',
  'PREVENTIVE_MEASURES',
  'TRANSFER_OF_SENTENCED_PERSONS',
  'DRUG_TRAFFIC_BY_SEA',
  'SMUGGLING_OF_MIGRANTS_BY_SEA',
  'FIREARMS',
  'CULTURAL_PROPERTY',
] as const;

/**
 * Profile for choosing an authority, in the terms of the UN directory of competent national authorities. Unknown codes are
 * shown unchanged.
 */
export interface AuthorityProfile {
  readonly bodies: readonly string[];
  readonly functions: readonly string[];
  readonly competences: readonly string[];
  readonly languages: readonly string[];
  readonly roundTheClock: boolean;
  readonly phone: string;
  readonly email: string;
  readonly requirements: string;
  readonly untocAsLegalBasis: boolean;
  readonly interpolChannelAccepted: boolean;
  readonly lawLinks: readonly string[];
}

export interface ProfileBody extends AuthorityProfile {
  readonly authority: AuthorityId;
}

const unique = <T extends object>(schema: T): T => ({ ...schema, uniqueItems: true });
const codes = (most: number) => unique(list(pattern('^[A-Z][A-Z0-9_]{1,63}$'), most));

const members = {
  bodies: codes(18),
  functions: codes(18),
  competences: codes(64),
  languages: unique(list(pattern('^[a-z]{2}$'), 24, 1)),
  roundTheClock: truth,
  phone: pattern('^(?:\\+[0-9 ]{5,30})?$'),
  email: pattern('^(?:[^\\s@<>"]{1,64}@[A-Za-z0-9.-]{1,190})?$'),
  requirements: text(4_000, 0),
  untocAsLegalBasis: truth,
  interpolChannelAccepted: truth,
  lawLinks: unique(list(pattern('^https://[!-~]{4,190}$'), 16)),
} as const;

export const profileSchema = closed(members);
export const profileBodySchema = closed({ authority: forms.authority, ...members });

/** @throws KernelError VALUE_INVALID */
export const parseProfile = schemaParser<AuthorityProfile>(profileSchema, 'VALUE_INVALID');

export function profileOf(body: ProfileBody): AuthorityProfile {
  const { bodies, functions, competences, languages, roundTheClock, phone, email } = body;
  const { requirements, untocAsLegalBasis, interpolChannelAccepted, lawLinks } = body;
  return {
    ...{ bodies, functions, competences, languages, roundTheClock, phone, email },
    ...{ requirements, untocAsLegalBasis, interpolChannelAccepted, lawLinks },
  };
}

export const isOutsideCompetence = (profile: AuthorityProfile | null, type: string): boolean =>
  profile !== null && profile.competences.length > 0 && !profile.competences.includes(type);
