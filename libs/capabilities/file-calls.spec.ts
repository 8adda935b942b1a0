import { worksOnFiles } from '#capabilities/file-calls';

describe('a call that works on files', () => {
  it.each([
    ['requests.upload-begin', true],
    ['requests.upload-chunk', true],
    ['requests.upload-finish', true],
    ['requests.attachment', true],
    ['inbox.attachment', true],
    ['requests.submit', false],
    ['inbox.answer', false],
    ['requests.session', false],
    ['constructor', false],
  ])('is told by its name: %s', (pattern, isFileCall) => {
    expect(worksOnFiles(pattern)).toBe(isFileCall);
  });
});
