import { bearer, build, closeAll } from '../../../../test/support/http-gateway.js';
import { isRefusedType, requestTypeNames, requestTypes } from '#kernel';

afterAll(closeAll);

describe('the description of what can be sent', () => {
  it('shows schema, form and signers of the kinds, and what each type of request asks for that is not refused', async () => {
    const { app } = await build();
    const answer = await app.inject({ method: 'GET', url: '/api/v1/kinds', headers: bearer });
    const shown = answer.json<{
      kinds: { request: object };
      requestTypes: typeof requestTypes;
    }>();
    expect(shown).toMatchObject({
      kinds: { request: { schema: { type: 'object' }, signers: ['LIAISON_OFFICER'] } },
    });
    const taken = requestTypeNames.filter((type) => !isRefusedType(type));
    expect(Object.keys(shown.requestTypes)).toEqual(taken);
    const request = JSON.stringify(shown.kinds.request);
    expect(requestTypeNames.filter((type) => request.includes(`"${type}"`))).toEqual(taken);
    expect(shown.requestTypes.VESSEL.form).toEqual(requestTypes.VESSEL.form);
    expect(shown.requestTypes.VESSEL.details).toEqual(requestTypes.VESSEL.details);
  });
});
