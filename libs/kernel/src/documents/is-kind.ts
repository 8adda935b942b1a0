import type { Document } from './document.js';
import { opensThread, type DocumentKind, type OpeningKind } from './kinds.js';

export const isKind = <K extends DocumentKind>(
  document: Document,
  kind: K,
): document is Document<K> => document.kind === kind;

export const isOpening = (document: Document): document is Document<OpeningKind> =>
  opensThread(document.kind);
