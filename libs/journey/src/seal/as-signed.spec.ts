import { compartmentOf, threadTypeOf } from '#kernel';
import { aDocumentId, aDocumentOf } from '../../../../test/support/builders.js';
import { isAsSigned } from './as-signed.js';

const request = aDocumentOf('request');
const requestType = threadTypeOf(request);
const thread = { id: request.thread, requestType, compartment: compartmentOf(requestType) };
const row = {
  ...{ id: request.id, kind: request.kind, thread: request.thread },
  direction: 'OUT',
} as const;

describe('the rows of a queued document', () => {
  it('say what was signed', () => {
    expect(isAsSigned(request, row, thread)).toBe(true);
    const feedback = aDocumentOf('feedback', { thread: request.thread });
    const its = { ...row, id: feedback.id, kind: feedback.kind };
    // The opening document determines the thread's type.
    expect(isAsSigned(feedback, its, { ...thread, requestType: 'VESSEL' })).toBe(true);
  });

  it.each([
    ['another document', { id: aDocumentId('another') }, {}],
    ['another kind', { kind: 'feedback' }, {}],
    ['another thread of the desk', { thread: aDocumentOf('forward').thread }, {}],
    ['that it came from the neighbour', { direction: 'IN' }, {}],
    ['that the thread is another', {}, { id: aDocumentOf('forward').thread }],
    ['another type of request', {}, { requestType: 'CONTROLLED_DELIVERY' }],
    ['another compartment', {}, { compartment: 'PROTECTION' }],
  ] as const)('do not say %s', (_, ofRow, ofThread) => {
    expect(isAsSigned(request, { ...row, ...ofRow }, { ...thread, ...ofThread })).toBe(false);
  });
});
