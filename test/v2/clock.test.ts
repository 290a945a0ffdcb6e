import { expect, it } from 'vitest';
import { useEngineApi } from '../support/engine-api.ts';

const api = useEngineApi({ CLOCK_API: 'off' });

it('the clock is nobody’s to move unless the configuration allows it', async () => {
  await expect(api.client.pinClock({ timestamp: 1 } as never)).rejects.toMatchObject({
    status: 403,
    title: 'FORBIDDEN',
  });
  await expect(api.client.resetClock()).rejects.toMatchObject({ status: 403 });
});
