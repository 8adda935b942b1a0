import { readFileSync } from 'node:fs';
import { assertBelow, type Document } from '#kernel';
import { assertCategories } from '#capabilities/requests/subjects.model';
import { parseAnswerDraft, parseOpeningDraft } from '../compose/draft.js';
import { inputs } from './inputs.js';

const text = (file: string): string => readFileSync(file, 'utf8');

describe('what the officers of the demo say', () => {
  it('is taken by the rules of today', () => {
    const request = parseOpeningDraft('request', 'request.json', text(inputs.request));
    const answer = parseAnswerDraft('answer.json', text(inputs.answer));
    for (const said of [request, answer]) {
      expect(() => assertCategories(said as unknown as Document)).not.toThrow();
      expect(() => assertBelow(said.handling, 'UNCLASSIFIED')).not.toThrow();
    }
  });
});
