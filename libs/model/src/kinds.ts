import { informationBodies, type InformationBodies } from './bodies.js';

/** Kinds of document with a schema. A new kind is a schema, a form and a row in the transition table. */
export type DocumentKind = keyof InformationBodies;
export type Body<K extends DocumentKind> = InformationBodies[K];

export const documentKinds = Object.keys(informationBodies) as readonly DocumentKind[];

export const isDocumentKind = (value: unknown): value is DocumentKind =>
  typeof value === 'string' && Object.hasOwn(informationBodies, value);
