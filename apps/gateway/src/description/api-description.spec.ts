import { ApiDescription } from './api-description.js';

describe('the API description', () => {
  it('is written out once, however often somebody without a session asks for it', () => {
    let written = 0;
    const paths = {
      toJSON: () => {
        written += 1;
        return {};
      },
    };
    const description = new ApiDescription();
    description.madeBy(() => ({ openapi: '3.1.0', info: {}, paths }) as never);
    const text = '{"openapi":"3.1.0","info":{},"paths":{},"components":{},"tags":[],"servers":[]}';
    expect([description.text, description.text]).toEqual([text, text]);
    expect(written).toBe(1);
  });
});
