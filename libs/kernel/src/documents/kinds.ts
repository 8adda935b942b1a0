import { kinds } from '#capabilities/kinds';
import type { Kind } from './kind.js';

export { kinds };

export type DocumentKind = keyof typeof kinds;
export type Body<K extends DocumentKind> = (typeof kinds)[K] extends Kind<infer T> ? T : never;
export type RequestBody = Body<'request'>;

export const documentKinds = Object.keys(kinds) as readonly DocumentKind[];

export const isDocumentKind = (value: unknown): value is DocumentKind =>
  typeof value === 'string' && Object.hasOwn(kinds, value);

export const dataSubjectKinds = [
  'data-subject-request',
  'data-subject-answer',
  'data-subject-withdrawal',
] as const satisfies DocumentKind[];
export type DataSubjectKind = (typeof dataSubjectKinds)[number];
export const isOfDataSubject = (kind: DocumentKind): kind is DataSubjectKind =>
  dataSubjectKinds.some((each) => each === kind);

export const openingKinds = [
  'request',
  'spontaneous-information',
  'forward',
  'data-subject-request',
] as const satisfies DocumentKind[];
export const opensThread = (kind: DocumentKind): kind is OpeningKind =>
  openingKinds.some((each) => each === kind);
export type OpeningKind = (typeof openingKinds)[number];
export const followingKinds: readonly DocumentKind[] = documentKinds.filter(
  (kind) => !opensThread(kind),
);
