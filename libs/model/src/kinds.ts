import { informationBodies, type InformationBodies } from './bodies.js';
import type { Role } from './lists.js';

/** Kinds of document with a schema. A new kind is a schema, a form and a row in the transition table. */
export type DocumentKind = keyof InformationBodies;
export type Body<K extends DocumentKind> = InformationBodies[K];

export const documentKinds = Object.keys(informationBodies) as readonly DocumentKind[];

export const isDocumentKind = (value: unknown): value is DocumentKind =>
  typeof value === 'string' && Object.hasOwn(informationBodies, value);

/** Whose word each kind of document is: the officer must hold one of these roles. */
export const signerRoles: Readonly<Record<DocumentKind, readonly Role[]>> = {
  request: ['LIAISON_OFFICER'],
  withdrawal: ['LIAISON_OFFICER'],
  acknowledgement: ['DUTY_OFFICER'],
  response: ['DUTY_OFFICER'],
  refusal: ['DUTY_OFFICER'],
};
