import { describe, expect, it } from 'vitest';
import { useEngineApi } from '../support/engine-api.ts';

const api = useEngineApi();

describe('the node', () => {
  it('is well while its database takes changes', async () => {
    expect(await api.call('GET', '/v2/status', undefined, null)).toMatchObject({ status: 204 });
    await expect(api.client.getStatus()).resolves.toBeUndefined();
  });

  it('names the nodes that are up', async () => {
    const topology = await api.client.getTopology();
    expect(topology).toMatchObject({
      clusterSize: 1,
      partitionsCount: 1,
      replicationFactor: 1,
      gatewayVersion: api.node.services.config.version,
    });
    expect(topology.brokers).toMatchObject([
      { port: Number(new URL(api.url).port), partitions: [{ role: 'leader', health: 'healthy' }] },
    ]);
  });

  it('has no licence of Camunda', async () => {
    expect(await api.client.getLicense()).toMatchObject({ validLicense: false, licenseType: 'none' });
  });
});
